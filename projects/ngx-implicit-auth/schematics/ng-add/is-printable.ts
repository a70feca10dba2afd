/** Whether a text can be read as it stands: control characters, and such as turn the direction of others, cannot. */
export function isPrintable(text: string): boolean {
  return text !== '' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text);
}
