export type Outcome = 'failed' | 'succeeded' | 'skipped';

/**
 * How logs write what came of an entry: Microsoft Entra's Success, Failure, Skipped, Warning
 * (learn.microsoft.com/entra/identity/monitoring-health/concept-provisioning-logs), Okta's `outcome.result`, and what portals and
 * spreadsheets of other languages make of them. A warning is left open: it may be either.
 */
const WORDS: Record<Outcome, string> = {
  failed: `failure, failed, fail, error, unsuccessful, false, fehler, fehlgeschlagen, fehlschlag, échec, échoué, erreur, fallo,
    fallido, fallida, error de, con errores, falha, falhou, erro, errore, fallito, non riuscito, non riuscita, mislukt, fout,
    niepowodzenie, błąd, nie powiodło się, 失敗, エラー, 失败, 错误, 실패, 오류`,
  succeeded: `success, succeeded, successful, ok, true, erfolg, erfolgreich, réussite, réussi, succès, correcto, correcta, éxito,
    completado, êxito, sucesso, bem-sucedido, riuscito, riuscita, operazione riuscita, completato, geslaagd, gelukt, voltooid,
    powodzenie, sukces, 成功, 성공`,
  skipped: `skipped, skip, übersprungen, ignoré, ignorée, omitido, omitida, ignorado, ignorada, ignorato, ignorata, saltato,
    overgeslagen, pominięto, pominięte, スキップ, スキップ済み, スキップされました, 已跳过, 跳过, 已略過, 略過, 건너뜀, 건너뛰었습니다`,
};

const OUTCOMES: Outcome[] = ['failed', 'succeeded', 'skipped'];
const BY_WORD = new Map(
  OUTCOMES.flatMap((outcome) => WORDS[outcome].split(/,\s+/).map((word) => [word, outcome] as const)),
);

/** What a log says came of an entry -> the outcome; null for anything else. */
export function outcomeOf(value: unknown): Outcome | null {
  if (typeof value === 'boolean') return value ? 'succeeded' : 'failed';
  if (typeof value !== 'string' || value.length > 40) return null;
  return BY_WORD.get(value.trim().toLowerCase()) ?? null;
}

/**
 * Skips that are faults of one value and stay until somebody corrects it; every other skip is as it should be
 * (learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-error-codes).
 */
export const SKIPPED_BY_FAULT = /AttributeValidationFailed|ImportSkipped|EntryJoiningPropertyValueIsMissing/;
