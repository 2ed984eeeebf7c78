// biome-ignore-all lint/a11y/noRedundantRoles: a browser forgets a table's roles when styles lay its rows out as cards
/** A table as HTML: on a narrow screen rows become labelled cards, or the table scrolls in a region of its own. */
import { plainText } from '../../src/messages/inline.js'
import type { TableBlock } from '../../src/messages/message.js'
import { Inline } from './render-inline.js'

/** Up to this size a table becomes one labelled card a row on a narrow screen; a larger one scrolls sideways. */
const cardTable = { columns: 5, rows: 14 }

/** Up to so many characters the names of rows need no more room than they take. */
const shortName = 10

/** The first column names its row. `id` is unique on the page; `isTitled`: a heading above says the caption already. */
export function Table({ table, id, isTitled }: { table: TableBlock; id: string; isTitled: boolean }) {
  const cards = table.header.length <= cardTable.columns && table.rows.length <= cardTable.rows
  const hasShortNames = table.rows.every(([name = '']) => plainText(name).length <= shortName)
  const shape = [
    cards ? 'cards' : 'wide',
    cards && table.header.length === 2 && 'pairs',
    hasShortNames && 'short-names',
  ]
  const side = (column: number) => (table.align?.[column] === 'right' ? 'right' : 'left')
  const captionId = `caption-${id}`
  const inner = (
    <table class={shape.filter(Boolean).join(' ')} role="table" aria-labelledby={captionId}>
      <thead role="rowgroup">
        <tr role="row">
          {table.header.map((cell, column) =>
            plainText(cell) === '' ? (
              <td role="cell" class={side(column)}></td>
            ) : (
              <th role="columnheader" scope="col" class={side(column)}>
                <Inline text={cell} />
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {table.rows.map((row) => (
          <tr role="row">
            {row.map((cell, column) =>
              column === 0 ? (
                <th role="rowheader" scope="row" class={side(column)}>
                  <Inline text={cell} />
                </th>
              ) : (
                <td role="cell" class={side(column)}>
                  {cards && (
                    <span class="cell-label" aria-hidden="true">
                      <Inline text={table.header[column] ?? ''} />
                    </span>
                  )}
                  <span class="cell-value">
                    <Inline text={cell} />
                  </span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <figure class="table">
      <figcaption id={captionId} {...(isTitled && { class: 'hidden' })}>
        <Inline text={table.caption} />
      </figcaption>
      {cards ? (
        inner
      ) : (
        <section class="table-scroll" aria-labelledby={captionId} tabindex={0}>
          {inner}
        </section>
      )}
    </figure>
  )
}
