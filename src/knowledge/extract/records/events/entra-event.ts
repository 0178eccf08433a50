import { emailsIn } from '../../emails.ts';
import type { JsonObject } from '../../json-objects.ts';
import { outcomeOf, SKIPPED_BY_FAULT } from '../outcome.ts';
import type { Row } from '../row.ts';
import { objectOf, textOf } from './object-of.ts';

/**
 * Microsoft Graph's provisioningObjectSummary (learn.microsoft.com/graph/api/resources/provisioningobjectsummary), also as Azure Monitor
 * sends it, with JSON inside strings. `statusInfo` is its older name.
 */
export function entraEvent(event: JsonObject): Row | null {
  const info = objectOf(event.provisioningStatusInfo ?? event.statusInfo);
  if (!info) return null;
  const failure = objectOf(info.errorInformation) ?? info;
  const [code, reason] = [
    textOf(failure.errorCode),
    textOf(failure.reason) ?? textOf(failure.additionalDetails),
  ];
  const [source, target] = [objectOf(event.sourceIdentity), objectOf(event.targetIdentity)];
  const text = JSON.stringify(event);
  const address = emailsIn(JSON.stringify([source, target]))[0];
  const said = [code, reason].filter(Boolean).join(': ');
  const outcome = outcomeOf(info.status);
  return {
    outcome: outcome === 'skipped' && SKIPPED_BY_FAULT.test(text) ? 'failed' : outcome,
    log: 'Microsoft Entra',
    wrapper: 'entra',
    resource: kindOf(source?.identityType ?? target?.identityType),
    about: address ?? textOf(source?.displayName) ?? textOf(target?.displayName) ?? textOf(source?.id),
    words: code && reason ? JSON.stringify({ errorCode: code, reason }) : said,
    reason: said || null,
    stated: null,
    text,
  };
}

function kindOf(type: unknown): Row['resource'] {
  const kind = /(?:^|:)(user|group)$/i.exec(String(type))?.[1]?.toLowerCase();
  return kind ? (kind === 'user' ? 'User' : 'Group') : null;
}
