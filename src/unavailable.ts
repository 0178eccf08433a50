/** Something that cannot be had. The reason completes "..., because ..." in plain words and has no full stop; it is shown, never compared. */
export type Unavailable = { unavailable: string };
