import type { Account, AccountChanges, Domain, Link } from '../atlassian/organisation.ts';
import type { LocalAtlassian } from '../atlassian/start.ts';
import { type Html, html } from './html.ts';

/** The parts of the local organisation that the page shows and changes. */
export type Accounts = Pick<LocalAtlassian, 'accounts' | 'links' | 'domains' | 'setAccount'>;

/** Whether an address has a SCIM record, and whether the record is linked to the account (`linked`) or to none (`loose`). */
export type LinkState = 'none' | 'linked' | 'loose';

/** Lists every known address with buttons that show and change the state of its account, then the domains. */
export function accountsPanel({ accounts, links, domains }: Accounts): Html {
  const addresses = [...new Set([...accounts, ...links].map(({ email }) => email))];
  return html`${addresses.map((email) => {
    const holders = accounts.filter((account) => account.email === email);
    const record = links.find((link) => link.email === email);
    return html`<details class="account" data-key="account:${email}"><summary><span>${email}</span> <small>${stateWords(
      holders,
      record,
    )}</small></summary><div>${holders[0] ? changesOf(holders[0]) : html`<p>No account holds this address.</p>`}${linkMenu(
      email,
      record,
    )}${holders.length > 0 && button('Free the address', { type: 'free', email })}</div></details>`;
  })}${domains.map(domainEntry)}`;
}

function domainEntry({ name, claimStatus }: Domain): Html {
  const isOn = claimStatus === 'verified';
  const act = { type: 'domain', name, claimStatus: isOn ? 'unverified' : 'verified' };
  return html`<details class="account" data-key="domain:${name}"><summary><span>${name}</span> <small>domain, ${claimStatus}</small></summary><div>${toggle('Verified', isOn, act)}</div></details>`;
}

function stateWords(holders: Account[], record: Link | undefined): string {
  const [holder] = holders;
  const words = holder
    ? [
        holder.emailVerified ? 'verified' : 'not verified',
        holder.claimStatus === 'managed' ? 'managed' : 'not managed',
        holder.forDeletion ? 'marked for deletion' : holder.accountStatus,
      ]
    : ['no account'];
  if (holders.length > 1) words.unshift(`${holders.length} accounts`);
  if (record) words.push(record.atlassianAccountId ? 'SCIM record linked' : 'SCIM record not linked');
  return words.join(', ');
}

function changesOf({ email, emailVerified, claimStatus, accountStatus, forDeletion }: Account): Html {
  const managed = claimStatus === 'managed';
  const active = accountStatus === 'active';
  const change = (label: string, isOn: boolean, changes: AccountChanges) =>
    toggle(label, isOn, { type: 'account', email, changes });
  return html`${change('E-mail verified', emailVerified, { emailVerified: !emailVerified })}${change(
    'Managed',
    managed,
    {
      claimStatus: managed ? 'unmanaged' : 'managed',
    },
  )}${change('Active', active, { accountStatus: active ? 'inactive' : 'active' })}${change(
    'Marked for deletion',
    forDeletion,
    { forDeletion: !forDeletion },
  )}`;
}

function linkMenu(email: string, record: Link | undefined): Html {
  const state: LinkState = record ? (record.atlassianAccountId ? 'linked' : 'loose') : 'none';
  const option = (value: LinkState, label: string) =>
    html`<option value="${value}"${value === state && html` selected`}>${label}</option>`;
  return html`<label>SCIM record <select data-act="${JSON.stringify({ type: 'link', email })}">${option('none', 'none')}${option(
    'linked',
    'linked to the holder',
  )}${option('loose', 'linked to no account')}</select></label>`;
}

function toggle(label: string, isOn: boolean, act: object): Html {
  return html`<button type="button" aria-pressed="${isOn ? 'true' : 'false'}" data-act="${JSON.stringify(act)}">${label}</button>`;
}

function button(label: string, act: object): Html {
  return html`<button type="button" data-act="${JSON.stringify(act)}">${label}</button>`;
}

/** Takes the address away from its account, as an admin does by changing the account's address. */
export function free({ accounts, setAccount }: Accounts, email: string): void {
  if (accounts.some((account) => account.email === email)) setAccount(email, { email: `was.${email}` });
}

export function setDomain({ domains }: Accounts, name: string, claimStatus: string): void {
  for (const domain of domains) if (domain.name === name) domain.claimStatus = claimStatus;
}

export function link({ accounts, links }: Accounts, email: string, state: LinkState): void {
  const others = links.filter((one) => one.email !== email);
  const holder = accounts.find((account) => account.email === email);
  const old = links.find((one) => one.email === email);
  const record = {
    email,
    scimUserId: old?.scimUserId ?? crypto.randomUUID(),
    directoryId: old?.directoryId ?? links[0]?.directoryId ?? crypto.randomUUID(),
    atlassianAccountId: state === 'linked' ? (holder?.accountId ?? null) : null,
  };
  links.splice(0, links.length, ...others, ...(state === 'none' ? [] : [record]));
  if (holder) holder.managementSource = state === 'linked' ? 'synced' : 'invited';
}
