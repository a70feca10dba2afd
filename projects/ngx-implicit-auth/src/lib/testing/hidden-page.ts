/** Hides the page, as by another tab or a locked screen, or shows it; without telling the page. */
export function hidden(isHidden: boolean): void {
  jest.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden);
}
