/**
 * In what manner a text speaks, as yes or no: what tells talk about an error from an error that somebody has now. What each is
 * worth is learned from the examples; none decides alone.
 */
const MANNERS: Record<string, RegExp> = {
  over: /\b(?:fixed|solved|resolved|works? (?:now|again)|working again|all good|no longer|went away|gone (?:now|since)|is over|back to normal|sorted|behoben|gelöst|läuft wieder|erledigt|résolu|réglé|refonctionne|solucionado|resuelto|resolvido|risolto|opgelost|rozwiązan\w|naprawion\w)\b|解決|直り|復旧|已解决|恢复|修好|해결|복구/i,
  past: /\b(?:yesterday|last (?:week|month|year|night|spring|summer|autumn|winter)|back in|in 20[012]\d|years? ago|months? ago|weeks? ago|gestern|letzte|hier soir|la semaine dernière|ayer|ontem|ieri|gisteren|wczoraj)\b|昨日|先週|昨天|上周|어제|지난/i,
  live: /\b(?:since (?:this|about|around|yesterday|the|\d)|still|keeps?|right now|all of a sudden|suddenly|again and again|every (?:cycle|time|user)|stuck|since \d{1,2}[:.]\d\d|seit|depuis|desde|sinds|od rana|da stamattina)\b|から(?:ずっと|急に)|今朝|从今天|今早|오늘|부터/i,
  help: /\b(?:help|any (?:idea|hint|clue)|anyone|anybody|somebody|what (?:now|do I do|can I do|is wrong)|how (?:do|can) (?:I|we) (?:fix|get|stop)|where (?:do|can) I|stumped|urgent|please|pls|why (?:does|do|is|are)|hilfe|jemand|aide|quelqu'un|ayuda|alguien|ajuda|alguém|aiuto|qualcuno|iemand|pomoc|ktoś)\b|助けて|どなたか|教えて|谁能|求助|请问|도와|혹시/i,
  asks: /\b(?:how (?:do|does|to|should|would|can|could|long|many|much)|what (?:is|are|does|do|happens|if|should|would)|which|should (?:we|it|the|a|an|I)|do we|does (?:it|the|scim|anyone)|is (?:it|there|that)|can (?:we|scim|it|one)|would (?:it|you|we)|has anybody|wie (?:lange|kann|viele|macht)|was (?:ist|bedeutet|passiert)|comment|est-ce que|cómo|qué|como funciona|come si|quando|hoe|wat is|czy|jak)\b/i,
  supposed:
    /\b(?:if (?:the|a|an|it|we|you|somebody|someone)|when(?:ever)? (?:a|an|the)|would|could|might|in case|imagine|suppose|hypothetical\w*|should (?:answer|return|respond|reply|say|be)|must (?:answer|return|be|not)|shall|expected to|ought|wenn|falls|si (?:el|le|la|un)|se (?:il|o)|als (?:de|het)|jeśli)\b/i,
  planned:
    /\b(?:will|planned|planning|next (?:week|month|quarter|sprint|year|monday|tuesday|wednesday|thursday|friday)|tomorrow|roadmap|going to|schedul\w+|maintenance|migrat\w+|rollout|wave \d|geplant|nächste|prévu|prochain|próxim\w|planejad\w|previsto|volgende|zaplanowan\w)\b|予定|来週|计划|下周|예정|다음/i,
  documents:
    /\b(?:RFC ?\d{4}|spec(?:ification)?|docs?|documentation|wiki|runbook|handbook|glossary|chapter|slide|training|FAQ|how-?to|guide|article|page|example|sample|template|acceptance|user story|means|definition|explain\w*|best practice|note to self)\b/i,
  releases:
    /\b(?:release(?:d| notes?)?|changelog|version \d|v\d+\.\d+|deprecat\w+|breaking change|new in|now (?:supports?|returns?|shows?|names?)|bump\w*|squash|merged?|PR ?#?\d+|pull request|review|nit|LGTM|refactor\w*|commit|branch)\b/i,
  tests:
    /\b(?:tests?|testing|mock\w*|stub\w*|fixture|assert\w*|expect\w*|unit|integration|staging|load test|pen ?test|simulat\w+|fake|sandbox|CI|pipeline|passed|passing)\b/i,
  code: /[{};]\s*(?:\n|$)|=>|\)\s*\{|\b(?:return|throw|const|function|def|class|import|if|else|case)\b.{0,60}[({:;]|[a-z]\.[a-zA-Z]+\(/m,
  log: /^\W{0,3}(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\w{2,3}[/.]\d{2,4}|\w{3} \d\d? \d\d:)|\b(?:level|lvl|ts|msg|caller)=|\[(?:ERROR|WARN|INFO|DEBUG)\]/im,
  succeeded:
    /\b(?:success\w*|succeeded|completed|ok|created|updated|in sync|0 (?:errors?|failures?|failed)|no (?:errors?|failures?|problems?|issues?)|without (?:errors?|problems?)|" 20[0-4]|HTTP\/[\d.]+ 20[0-4]|status[":= ]+20[0-4]|ohne Fehler|sans erreur|sin errores|sem erros|senza errori|zonder fouten)\b/i,
  counts:
    /\b\d[\d.,]* (?:users?|people|persons?|accounts?|groups?|members?|seats?|licen[cs]es?|employees|records|of|%|Benutzer|Personen|utilisateurs|personnes|usuarios|personas|usuários|pessoas|utenti|persone|gebruikers|mensen|osób)\b|[人名件] ?(?:は|が|を|の)/i,
  thanks:
    /\b(?:thanks?|thank you|cheers|great|nice|awesome|congrat\w*|kudos|welcome|danke|merci|gracias|obrigad\w|grazie|dank|dzięki)\b|ありがとう|谢谢|감사/i,
  elsewhere:
    /\b(?:terraform|jenkins|kubernetes|k8s|helm|docker|kafka|elasticsearch|postgres\w*|mysql|redis|nginx|git|npm|maven|VPN|wifi|printer|MDM|intune|jamf|iphone|laptop|DHCP|firewall|AWS account|control tower|cluster|EC2|VM|throughput|pods?|disk|volume|certificate for|SMTP|mailbox|invoice|webhook)\b/i,
  person:
    /\b(?:joiner|leaver|new (?:hire|starter|colleague|employee)|onboarding|offboarding|interview|hiring|candidate|meeting|lunch|vacation|holiday|birthday|survey|contract|renewal|budget|finance|procurement)\b/i,
  quotes: /["“„«「『`'][^"”“»」』`'\n]{12,300}["”“»」』`']/,
  fails:
    /\b(?:fail\w*|errors?|denied|reject\w*|refus\w*|invalid|unable|cannot|can't|could not|couldn't|not (?:allowed|found|created|permitted|supported|valid)|already (?:exists?|in use|taken)|timed? ?out|exception|broken|stopp?(?:s|ed)|does ?n[o']t|did ?n[o']t)\b/i,
};

/** Several statuses in one text are a list of codes, or a table. */
const STATUS = /\b[45]\d\d\b/g;

/** Text -> its manners as facts. Linear in its length. */
export function mannersOf(text: string): Record<string, boolean | number | string> {
  const statuses = new Set(text.match(STATUS));
  const facts = Object.fromEntries(Object.entries(MANNERS).map(([name, sign]) => [name, sign.test(text)]));
  return {
    ...facts,
    statuses: Math.min(statuses.size, 4),
    'over fails': `${facts.over} ${facts.fails}`,
    asked: `${facts.asks} ${facts.fails}`,
  };
}
