/** How many frames the form gets to show what was refused: the answer can be there before it is drawn. */
const framesMax = 12;

/** After an answer with field errors: the focus goes to the first field that is wrong. */
export function focusFirstError(form: HTMLElement | null, frame = 1): void {
  requestAnimationFrame(() => {
    const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) wrong.focus();
    else if (frame < framesMax) focusFirstError(form, frame + 1);
  });
}
