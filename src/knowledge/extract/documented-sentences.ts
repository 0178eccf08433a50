/**
 * Sentences that providers and services document for failures of provisioning, and that hold no other sign of one. Sources: the
 * pages that the articles on them name.
 */
export const DOCUMENTED_SENTENCES = [
  // Microsoft Entra
  /You appear to have entered invalid credentials[^\n"]{0,200}/,
  /An HTTP\/\d{3} [\w ]{2,40} response was returned rather than the expected HTTP\/200[^\n"]{0,300}/,
  /Failed to match an entry in the source and target systems (?:User|Group) '[^'\n]{1,200}'/,
  /Guest invitations not allowed for your company[^\n"]{0,120}/,
  /Your ServiceNow instance name appears to be invalid\.?/,
  // Okta
  /User was assigned this application before Provisioning was enabled[^\n"]{0,200}/,
  /(?:Operation failed because )?user profile is mastered under another system/,
  /User [^\s"]{1,320} not exist or not belong to this account/,
  /Error authenticating: null(?!\s{0,20}Invalid JSON)/,
  /Base URL: Does not match required pattern/,
  /An error occurred while pushing a profile update to this app/,
  // Slack
  /\b(?:long_username|username_not_allowed)(?: ?\(user=[^)\n]{1,100}\))?/,
  // GitLab
  /The member's email address is not (?:allowed for this group|linked to a SAML account)[^\n"]{0,200}/,
  /Namespace can't be blank, Name can't be blank[^\n"]{0,80}/,
  // Atlassian
  /(?:Action could not be performed because )?you've reached the maximum number of users for [\w ]{4,40}\.?/,
];
