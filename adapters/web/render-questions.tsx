/** Questions as one form: each with an answer already chosen and a line for other words, or a line alone. */
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
  const isLines = form.fields.every(({ options }) => options.length === 0)
  return (
    <ActionForm
      classes={isLines ? 'lines' : 'questions'}
      context={context}
      message={message}
      label={isLines ? plainText(form.submit.label) : 'Questions'}
    >
      {form.fields.map((field, i) => {
        const name = `${id}-${i}`
        return field.options.length === 0 ? (
          <LineField field={field} name={name} required={form.fields.length === 1} />
        ) : (
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

/** A line to fill in. @param required where the form has no other, so that nothing would be sent */
function LineField({
  field,
  name,
  required,
}: {
  field: FormBlock['fields'][number]
  name: string
  required: boolean
}) {
  return (
    <p class="line-field">
      <label for={`words-${name}`}>
        <Inline text={field.label} />
      </label>
      <input
        id={`words-${name}`}
        name={wordsField(field.id)}
        value={field.default}
        autocomplete="off"
        maxlength={2000}
        required={required}
        {...(field.hint && { 'aria-describedby': `hint-${name}` })}
      />
      {field.hint && (
        <span class="hint" id={`hint-${name}`}>
          <Inline text={field.hint} />
        </span>
      )}
    </p>
  )
}
