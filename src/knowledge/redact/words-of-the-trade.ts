/** Words that a field may hold and that say nothing about a person; without them an error could not be told from another. */
const WORDS = new Set(
  `user users group groups resource resources member members account accounts admin administrator test example sample demo info support
   sales help helpdesk service root none null true false undefined unknown name email emails mail username value values type work home other
   primary active inactive uniqueness invalidvalue invalidfilter invalidsyntax invalidpath notarget mutability sensitive toomany invalidvers
   error errors scim okta entra azure google onelogin jumpcloud ping sailpoint atlassian jira confluence slack microsoft provisioning
   schema schemas status detail scimtype patch post put get delete create update user_name displayname external bearer token the and for
   not with from this that has have already exists was were are is does did com org net dev cloud app apps team office sync system
   required missing invalid failed disabled enabled empty blank duplicate conflict found unique existing company gmail outlook hotmail
   yahoo icloud googlemail everyone all new old request response server client string number boolean object array code message`.split(
    /\s+/,
  ),
);

/** Is a value a word of SCIM, of a provider, or a common one, rather than somebody's name? */
export function isWordOfTheTrade(value: string): boolean {
  const word = value.toLowerCase();
  return word.length < 2 || WORDS.has(word) || /^\d{1,3}$/.test(word) || word.startsWith('urn:');
}
