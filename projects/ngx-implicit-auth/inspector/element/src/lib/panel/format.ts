/** Times, durations and sizes, as the inspector shows them: in no language that the app may have set. */

/** As `10:23:45`; `–` when nobody knows. */
export function clockTime(milliseconds: number | null): string {
  const date = new Date(milliseconds ?? NaN);
  if (Number.isNaN(date.getTime())) return '–';
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

/** For the attribute `datetime`. */
export function isoTime(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** As `350 ms` or `1.25 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}

/** What has passed, or is left, as `4:59` or `1:04:59`. */
export function countdown(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? [hours, twoDigits(minutes), twoDigits(rest)].join(':') : `${minutes}:${twoDigits(rest)}`;
}

/** As `for 3 minutes`. */
export function age(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return 'for less than a minute';
  if (minutes < 120) return `for ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `for ${hours} hours` : `for ${Math.floor(hours / 24)} days`;
}

/** As `350 B` or `1.2 kB`. */
export function bytes(count: number): string {
  return count < 1000 ? `${count} B` : `${(count / 1000).toFixed(1)} kB`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
