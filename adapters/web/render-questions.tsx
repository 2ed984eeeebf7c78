/** A round of questions as one form: every question with an answer already chosen, and a line for other words. */
import { plainText } from '../../src/messages/inline.js'
import type { FormBlock } from '../../src/messages/message.js'
import { choiceField, wordsField } from './events.js'
import { ActionForm, Closed, type InteractiveProps, isOpen, PressButton } from './render-forms.js'
import { Inline } from './render-inline.js'

export function Questions({
  form,
  id,
  context,
  message,
}: InteractiveProps & { form: FormBlock; id: string }) {
  if (!isOpen(form.submit.action, context))
    return (
      <div class="closed-form">
        {form.fields.map((field) => (
          <div>
            <Closed what={plainText(field.label)} />
            {field.hint && (
              <p class="hint">
                <Inline text={field.hint} />
              </p>
            )}
            <p class="hint">{field.options.map((option) => plainText(option.label)).join(' · ')}</p>
          </div>
        ))}
      </div>
    )
  return (
    <ActionForm classes="questions" context={context} message={message} label="Questions">
      {form.fields.map((field, i) => {
        const name = `${id}-${i}`
        return (
          <fieldset {...(field.hint && { 'aria-describedby': `hint-${name}` })}>
            <legend>
              <Inline text={field.label} />
            </legend>
            {field.hint && (
              <p class="hint" id={`hint-${name}`}>
                <Inline text={field.hint} />
              </p>
            )}
            <div class="choices">
              {field.options.map((option) => (
                <label class="choice">
                  <input
                    type="radio"
                    name={choiceField(field.id)}
                    value={option.id}
                    checked={option.id === field.default}
                  />
                  <span>
                    <Inline text={option.label} />
                  </span>
                  {option.id === field.default && <span class="assumed">assumed</span>}
                </label>
              ))}
            </div>
            {field.freeText && (
              <p class="own-words">
                <label for={`words-${name}`}>or in your words</label>
                <input
                  id={`words-${name}`}
                  name={wordsField(field.id)}
                  autocomplete="off"
                  maxlength={2000}
                  placeholder=" "
                />
              </p>
            )}
          </fieldset>
        )
      })}
      <PressButton button={{ ...form.submit, style: form.submit.style ?? 'primary' }} />
    </ActionForm>
  )
}
