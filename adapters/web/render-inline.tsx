/** The small Markdown of message text as HTML. JSX escapes, so text stays text. */
import type { Child } from 'hono/jsx'
import { parseInline, type Span } from '../../src/messages/inline.js'

/** Small Markdown as HTML. */
export function Inline({ text }: { text: string }) {
  return <>{parseInline(text).map((span) => renderSpan(span))}</>
}

function renderSpan(span: Span): Child {
  switch (span.kind) {
    case 'text':
      return <Lines text={span.text} />
    case 'bold':
      return (
        <strong>
          <Lines text={span.text} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Lines text={span.text} />
        </em>
      )
    case 'code':
      return <code>{span.text}</code>
    case 'link':
      return (
        <a href={span.href} rel="noopener noreferrer nofollow">
          {span.text}
        </a>
      )
  }
}

function Lines({ text }: { text: string }) {
  return (
    <>
      {text.split('\n').map((line, i) => (
        <>
          {i > 0 && <br />}
          {line}
        </>
      ))}
    </>
  )
}
