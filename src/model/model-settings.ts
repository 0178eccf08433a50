/** The variables that say which model is asked, and how much. */
export type ModelSettings = {
  OPENAI_API_KEY?: string | undefined;
  OPENAI_BASE_URL?: string | undefined;
  OPENAI_MODEL?: string | undefined;
  OPENAI_API?: 'responses' | 'chat' | undefined;
  OPENAI_TOKENS_PER_USER_DAY?: number | undefined;
  OPENAI_TOKENS_PER_DAY?: number | undefined;
};
