import { isPressed, keyCombination } from './key-combination';

describe('the key', () => {
  it.each(['', 'KeyA', 'Shift+KeyA', 'Ctrl', 'Control+KeyA', 'Ctrl+a', 'Ctrl+', 'Ctrl KeyA'])(
    'is refused when it is %j',
    (key) => {
      expect(() => keyCombination(key)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    },
  );

  it.each<[string, KeyboardEventInit, boolean]>([
    ['Ctrl+Shift+Semicolon', { code: 'Semicolon', key: ':', ctrlKey: true, shiftKey: true }, true],
    ['Ctrl+Shift+Semicolon', { code: 'Semicolon', key: 'Ö', ctrlKey: true, shiftKey: true }, true],
    ['Ctrl+Shift+Semicolon', { code: 'Semicolon', ctrlKey: true }, false],
    ['Ctrl+Shift+Semicolon', { code: 'Semicolon', ctrlKey: true, shiftKey: true, altKey: true }, false],
    ['Ctrl+Shift+Semicolon', { code: 'Semicolon', ctrlKey: true, shiftKey: true, repeat: true }, false],
    ['Ctrl+Shift+Semicolon', { code: 'Semicolon', ctrlKey: true, shiftKey: true, isComposing: true }, false],
    ['Ctrl+Shift+Semicolon', { code: 'KeyA', ctrlKey: true, shiftKey: true }, false],
    ['Alt+F8', { code: 'F8', altKey: true }, true],
    ['Meta+F8', { code: 'F8', metaKey: true }, true],
  ])('%s is %j: %s', (key, pressed, isThat) => {
    expect(isPressed(keyCombination(key), new KeyboardEvent('keydown', pressed))).toBe(isThat);
  });
});
