/** Why something cannot be had: it completes "..., because ...", without a full stop. It is shown, never compared. */
export type Unavailable = { unavailable: string };
