/** The person a look-up or a question to a model is made for, by their Slack ids. */
export type Requester = { teamId: string; user: string };
