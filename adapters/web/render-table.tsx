// biome-ignore-all lint/a11y/noRedundantRoles: a browser forgets a table's roles when styles lay its rows out as cards
/** A table as HTML: on a narrow screen rows become labelled cards, or the table scrolls in a region of its own. */
import { plainText } from '../../src/messages/inline.js'
import type { TableBlock } from '../../src/messages/message.js'
import { Inline } from './render-inline.js'

/** Up to this size a table becomes one labelled card a row on a narrow screen; a larger one scrolls sideways. */
const cardTable = { columns: 5, rows: 14 }

/** The first column names its row. `id` is unique on the page. */
export function Table({ table, id }: { table: TableBlock; id: string }) {
  const cards = table.header.length <= cardTable.columns && table.rows.length <= cardTable.rows
  const side = (column: number) => (table.align?.[column] === 'right' ? 'right' : 'left')
  const captionId = `caption-${id}`
  const inner = (
    <table class={cards ? 'cards' : 'wide'} role="table" aria-labelledby={captionId}>
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
      <figcaption id={captionId}>
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
