/** The person a look-up, or a question to a model, is made for, as Slack knows them. */
export type Requester = { teamId: string; user: string };
