import { html } from './html.ts';

/** Drawn here because not every machine has a font with these symbols. */
export const lockIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><rect x="3" y="7" width="10" height="7" rx="1.5"/><path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2"/></svg>`;

export const clipIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M12.8 7.2 7.6 12.4a2.9 2.9 0 0 1-4.1-4.1l5.6-5.6a1.9 1.9 0 0 1 2.7 2.7L6.3 10.9a.9.9 0 0 1-1.3-1.3l4.8-4.8"/></svg>`;

export const homeIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M2.5 7.5 8 2.8l5.5 4.7M4 6.6v6.6h8V6.6"/></svg>`;

export const peopleIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="6" cy="5.5" r="2.3"/><path d="M1.8 13c.3-2.6 2-4 4.2-4s3.9 1.4 4.2 4M10.5 3.4a2.2 2.2 0 0 1 0 4.2M11.6 9.2c1.5.4 2.4 1.7 2.6 3.8"/></svg>`;

/** The app: two links of a chain. */
export const appIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><rect x="1.8" y="5.2" width="7.4" height="5.6" rx="2.8"/><rect x="6.8" y="5.2" width="7.4" height="5.6" rx="2.8"/></svg>`;
