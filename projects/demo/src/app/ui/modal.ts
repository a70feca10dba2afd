import { afterNextRender, Component, DOCUMENT, inject, input, output, viewChild, type ElementRef } from '@angular/core';

/** A question above the page, which waits until it is answered. It opens as soon as it is there. */
@Component({
  selector: 'demo-modal',
  template: `
    <dialog #dialog class="card" aria-labelledby="modal-heading" (close)="leave()">
      <h2 id="modal-heading">{{ heading() }}</h2>
      <ng-content />
    </dialog>
  `,
  styles: `
    dialog {
      width: min(30rem, calc(100vw - 2rem));
      color: inherit;
    }
    dialog::backdrop {
      background: rgb(4 20 18 / 55%);
    }
  `,
})
export class Modal {
  readonly #document = inject(DOCUMENT);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  readonly heading = input.required<string>();
  readonly closed = output();

  constructor() {
    afterNextRender({
      write: () => {
        this.open();
      },
    });
  }

  /** Opens it again, when it was closed and its page is still there. */
  open(): void {
    const dialog = this.dialog().nativeElement;
    if (dialog.isConnected && !dialog.open) dialog.showModal();
  }

  /** Gives the focus back to where it was. */
  close(): void {
    this.dialog().nativeElement.close();
  }

  protected leave(): void {
    // The button that opened it may be gone: then the focus is nowhere, or still in here.
    const { activeElement, body } = this.#document;
    const isLost = activeElement === body || this.dialog().nativeElement.contains(activeElement);
    if (isLost) this.#document.querySelector('main')?.focus();
    this.closed.emit();
  }
}
