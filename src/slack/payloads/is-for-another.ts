/**
 * Is an event meant for another workspace than the one of our token? The event's own `team_id` may be that of a person in a shared
 * channel; for whom it is stands in `authorizations`, or else in `context_team_id` (docs.slack.dev/apis/events-api, callback field).
 */
export function isForAnother(body: Record<string, unknown>, teamId: string): boolean {
  if (body.type !== 'event_callback') return false;
  const listed = Array.isArray(body.authorizations) ? body.authorizations : [];
  const teams = listed.map((one) => one?.team_id).filter((team) => typeof team === 'string');
  if (teams.length > 0) return !teams.includes(teamId);
  return typeof body.context_team_id === 'string' && body.context_team_id !== teamId;
}
