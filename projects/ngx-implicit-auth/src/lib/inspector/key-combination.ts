import { AuthError } from '../protocol/auth-error';

/** A key with the modifiers that are held with it. */
export interface KeyCombination {
  /** The place of the key on the keyboard, whatever its layout. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Reads a combination such as `Ctrl+Shift+Semicolon`.
 *
 * @throws AuthError `config_invalid` for one that is none, or that people type in a text
 */
export function keyCombination(text: string): KeyCombination {
  const [code = '', ...modifiers] = text.split('+').reverse();
  const isKnown = modifiers.every((name) => ['Ctrl', 'Alt', 'Shift', 'Meta'].includes(name));
  const isNoText = modifiers.some((name) => name !== 'Shift');
  if (!/^[A-Z]\w+$/.test(code) || !isKnown || !isNoText) {
    throw new AuthError(
      'config_invalid',
      `key of withInspector() is "${text}". Write Ctrl, Alt, Shift or Meta, and at least one beside Shift, and the code of a key, as in Ctrl+Shift+Semicolon.`,
    );
  }
  return {
    code,
    ctrlKey: modifiers.includes('Ctrl'),
    altKey: modifiers.includes('Alt'),
    shiftKey: modifiers.includes('Shift'),
    metaKey: modifiers.includes('Meta'),
  };
}

/** Whether a key is pressed with exactly these modifiers, and neither held nor part of a character that is composed. */
export function isPressed({ code, ...modifiers }: KeyCombination, event: KeyboardEvent): boolean {
  const held = Object.entries(modifiers) as [Exclude<keyof KeyCombination, 'code'>, boolean][];
  const isPlain = !event.repeat && !event.isComposing;
  return event.code === code && isPlain && held.every(([name, isHeld]) => event[name] === isHeld);
}
