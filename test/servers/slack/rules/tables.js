/** The blocks of numbers: table, data_table, data_visualization. */
import { all, boolean, byType, isObject, list, number, object, oneOf, string, where, } from './check.js';
import { asList, blockId } from './composition.js';
import { richText } from './rich-text.js';
export const tableCharacters = 10_000;
export const dataTableCharacters = 20_000;
const rawText = object({ required: { text: string({ min: 1 }) } });
const rawNumber = object({ required: { value: number(), text: string({ min: 1 }) } });
const cell = byType({ raw_text: rawText, raw_number: rawNumber, rich_text: richText });
/** Not published for `table`, where rows of unequal length are at best drawn raggedly. */
const equalRows = where((fields, at, report) => {
    const widths = asList(fields.rows).map((row) => asList(row).length);
    for (const [index, width] of widths.entries())
        if (width !== widths[0])
            report(`${at}/rows/${index}`, 'out_of_range', `must have ${widths[0]} cells, as the first row has`);
});
export const table = all(object({
    required: { rows: list(list(cell, { min: 1, max: 20 }), { min: 1, max: 100 }) },
    optional: {
        block_id: blockId,
        column_settings: list(
        // null leaves a column as it is.
        (value, at, report) => {
            if (value !== null)
                columnSettings(value, at, report);
        }, { max: 20 }),
    },
}), equalRows);
const columnSettings = object({
    optional: { align: oneOf('left', 'center', 'right'), is_wrapped: boolean },
});
export const dataTable = all(object({
    required: {
        caption: string({ min: 1 }),
        rows: list(list(cell, { min: 1, max: 20 }), { min: 2, max: 201 }),
    },
    optional: {
        block_id: blockId,
        page_size: number({ min: 1, max: 100, integer: true }),
        row_header_column_index: number({ min: 0, integer: true }),
    },
}), equalRows, where((fields, at, report) => {
    const header = asList(asList(fields.rows)[0]);
    for (const [index, each] of header.entries())
        if (isObject(each) && each.type === 'rich_text')
            report(`${at}/rows/0/${index}`, 'not_allowed_here', 'a header cell must not be rich_text');
    const { row_header_column_index: column } = fields;
    if (typeof column === 'number' && column >= header.length)
        report(`${at}/row_header_column_index`, 'out_of_range', `must be less than ${header.length}`);
}));
const chartLabel = string({ min: 1, max: 20 });
const series = list(object({
    required: {
        name: chartLabel,
        data: list(object({ required: { label: chartLabel, value: number() } }), { min: 1, max: 20 }),
    },
}), { min: 1, max: 12 });
const axes = object({
    required: { categories: list(chartLabel, { min: 1, max: 20 }) },
    optional: { x_label: string({ max: 50 }), y_label: string({ max: 50 }) },
});
const overAxes = object({ required: { series, axis_config: axes } });
const segments = list(object({ required: { label: chartLabel, value: number({ min: Number.MIN_VALUE }) } }), {
    min: 1,
    max: 12,
});
export const dataVisualization = object({
    required: {
        title: string({ min: 1, max: 50 }),
        chart: byType({
            pie: object({ required: { segments } }),
            bar: overAxes,
            area: overAxes,
            line: overAxes,
        }),
    },
    optional: { block_id: blockId },
});
/** The limits that concern all tables and charts of one message together. */
export function checkTablesTogether(blocks, at, report) {
    const ofType = (type) => blocks.filter((block) => isObject(block) && block.type === type);
    const tables = ofType('table');
    if (tables.length > 1)
        report(at, 'too_many', 'only_one_table_allowed');
    const cells = cellCharacters(tables);
    if (cells > tableCharacters)
        report(at, 'too_long', `the cells of tables must be less than ${tableCharacters + 1} characters, are ${cells}`);
    const data = cellCharacters(ofType('data_table'));
    if (data > dataTableCharacters)
        report(at, 'too_long', `data tables must be less than ${dataTableCharacters + 1} characters, are ${data}`);
    if (ofType('data_visualization').length > 2)
        report(at, 'too_many', 'no more than 2 charts allowed');
}
/** What the cells show, in characters. */
function cellCharacters(value) {
    if (Array.isArray(value))
        return value.reduce((sum, each) => sum + cellCharacters(each), 0);
    if (!isObject(value))
        return 0;
    const own = typeof value.text === 'string' ? value.text.length : 0;
    return own + cellCharacters(value.rows) + cellCharacters(value.elements);
}
//# sourceMappingURL=tables.js.map