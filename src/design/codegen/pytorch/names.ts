/** Names of the spec as names in Python, clear of what the language, PyTorch and the generated text use themselves. */
import { takenNames } from './python/names.js'

/** What generated functions call; a local variable of that name would hide it. */
const calledNames = new Set([
  ...takenNames,
  ...(
    'torch nn math self super range zip len list tuple int float bool enumerate print type id sum min max abs ' +
    'layer step part copy module Tensor'
  ).split(' '),
])
/** Attributes of every module. */
const moduleAttributes = new Set(
  (
    'add_module apply bfloat16 buffers call_super_init children compile cpu cuda double dump_patches eval extra_repr ' +
    'float forward get_buffer get_extra_state get_parameter get_submodule half ipu load_state_dict modules mtia ' +
    'named_buffers named_children named_modules named_parameters parameters register_backward_hook ' +
    'register_buffer register_forward_hook register_forward_pre_hook register_full_backward_hook ' +
    'register_full_backward_pre_hook register_load_state_dict_post_hook register_load_state_dict_pre_hook ' +
    'register_module register_parameter register_state_dict_post_hook register_state_dict_pre_hook requires_grad_ ' +
    'set_extra_state set_submodule share_memory state_dict to to_empty train training type xpu zero_grad'
  ).split(' '),
)

export const variable = (name: string): string => (calledNames.has(name) ? `${name}_` : name)
export const attribute = (name: string): string => (moduleAttributes.has(name) ? `${name}_` : name)

/** Python's own words in capitals. */
const constants = new Set(['None', 'True', 'False'])

/** `transformer_block` → `TransformerBlock`; letters and digits of free text. */
export function className(text: string): string {
  const words = text
    .normalize('NFKD')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const name = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('')
  return /^[A-Za-z]/.test(name) && !constants.has(name) ? name : `Model${name}`
}

/** Gives each wanted name once: `ConvNorm`, `ConvNorm2`. */
export function uniqueNames(taken: Iterable<string>): (wanted: string) => string {
  const used = new Set(taken)
  return (wanted) => {
    let name = wanted
    for (let n = 2; used.has(name); n += 1) name = `${wanted}${n}`
    used.add(name)
    return name
  }
}

/** Free text inside a docstring: it can neither end it nor escape from it. */
export const docText = (text: string): string =>
  text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', "'")
