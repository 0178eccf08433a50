/** What a column of a log's table holds. */
export type Column = 'outcome' | 'http' | 'scimType' | 'code' | 'reason' | 'person' | 'group' | 'actor';

/** Headers of exports and portals, also in other languages and of flattened JSON; compared by their letters alone. */
const HEADERS: Record<Column, string> = {
  outcome: `status, result, outcome, outcome result, success, provisioning status, result type, state, ergebnis, zustand, statut,
    état, résultat, estado, resultado, stato, risultato, esito, resultaat, stan, wynik, 状態, 状況, ステータス, 結果, 状态, 结果, 狀態,
    상태, 결과`,
  http: `http status, http status code, status code, http code, response code, response status, http, http statuscode, code http,
    código http, codice http, statuscode, statusnummer, http-status`,
  scimType: 'scim type, scim error type',
  code: `error code, code, fehlercode, code erreur, code d erreur, código de error, código de erro, codice errore, foutcode,
    kod błędu, エラーコード, 错误代码, 錯誤碼, 오류 코드`,
  reason: `error, errors, error message, message, detail, details, error detail, error details, error description, error string,
    description, reason, status reason, outcome reason, failure reason, response, response body, fehler, fehlermeldung, meldung,
    nachricht, grund, ursache, beschreibung, erreur, message d erreur, motif, raison, détail, détails, mensaje, mensaje de error,
    motivo, detalle, detalles, descripción, erro, mensagem, mensagem de erro, detalhe, detalhes, descrição, errore, messaggio,
    messaggio di errore, dettaglio, dettagli, descrizione, fout, foutmelding, melding, reden, omschrijving, błąd, komunikat,
    komunikat o błędzie, opis, powód, przyczyna, エラー, エラーメッセージ, メッセージ, 理由, 詳細, 错误, 错误消息, 错误信息, 消息,
    原因, 详细信息, 錯誤, 訊息, 오류, 오류 메시지, 메시지, 이유, 세부 정보`,
  person: `user, user name, username, userprincipalname, upn, email, email address, mail, login, member, person, identity, account,
    target, target user, source identity, target identity, alternate id, benutzer, benutzername, konto, e-mail-adresse, identität,
    utilisateur, nom d utilisateur, adresse e-mail, courriel, identité, usuario, correo, correo electrónico, identidad, usuário,
    utilizador, identidade, utente, nome utente, identità, gebruiker, gebruikersnaam, e-mailadres, identiteit, użytkownik,
    nazwa użytkownika, adres e-mail, tożsamość, ユーザー, ユーザー名, メール, メールアドレス, 用户, 用户名, 邮箱, 电子邮件, 使用者,
    사용자, 사용자 이름, 이메일`,
  group: `group, group name, gruppe, gruppenname, groupe, nom du groupe, grupo, gruppo, groep, groepsnaam, grupa, グループ,
    グループ名, 组, 群組, 그룹`,
  actor: 'actor, actor email, initiated by, admin, administrator, requested by, performed by',
};

const COLUMNS = Object.keys(HEADERS) as Column[];
const BY_HEADER = new Map(
  COLUMNS.flatMap((column) =>
    HEADERS[column].split(/,\s+/).map((header) => [letters(header), column] as const),
  ),
);

/** A header -> what its column holds; null when it is none of these. Of `outcome.reason` the last part decides. */
export function columnOf(header: string): Column | null {
  if (header.length > 80 || /[:=?!{}]|(?<!\w)\d/.test(header)) return null;
  const whole = BY_HEADER.get(letters(header));
  if (whole) return whole;
  const parts = header.split(/[./>]/);
  const last = letters(parts.pop() ?? '');
  const of = letters(parts.join(' '));
  if (/actor|initiatedby/.test(of)) return 'actor';
  return parts.length > 0 ? (BY_HEADER.get(last) ?? null) : null;
}

function letters(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '');
}
