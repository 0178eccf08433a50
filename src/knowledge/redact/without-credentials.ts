import { CUT } from './secrets.ts';

/** Passwords and sessions: hidden for good, never put back. */
const CREDENTIALS = [
  /(?<=["'](?:password|passwd|pwd|secret|clientSecret|client_secret|apiKey|api_key|access_token|refresh_token)\\{0,3}["']\s{0,5}:\s{0,5}\\{0,3}["'])(?:[^"'\\\n]|\\(?!\\{0,2}["'])){1,2000}/gi,
  /(?<=\b(?:password|passwd|pwd|client_secret|api[_-]?key|access_token|refresh_token)\s{0,3}=\s{0,3})[^\s&,;"']{1,2000}/gi,
  /(?<=\b(?:Set-)?Cookie\s{0,3}:\s{0,3})[^\s][^\n]{0,4000}/gi,
  /(?<=\bX-[\w-]{0,40}(?:Key|Token|Secret)\s{0,3}:\s{0,3})\S{1,2000}/gi,
  /(?<=:\/\/)[^\s/@:"'<>]{1,200}:[^\s/@"'<>]{1,200}(?=@)/g,
  /(?<=\s(?:-u|--user|-U|--proxy-user)[ =]["']?)[^\s"':]{1,200}:[^\s"']{1,200}/g,
];

/** A text without passwords, cookies and keys in headers, whatever they look like; tokens known by their form are the door's. */
export function withoutCredentials(text: string): string {
  return CREDENTIALS.reduce((clean, pattern) => clean.replace(pattern, CUT), text);
}
