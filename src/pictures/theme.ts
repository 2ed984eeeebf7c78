/** Colours of a picture, light and dark: a card with its own ground, so that it reads on any chat's background. */

export interface Theme {
  readonly ground: string
  /** Lines of the card, of grids and of frames. */
  readonly line: string
  readonly frame: string
  readonly text: string
  readonly muted: string
  /** Boxes that hold parameters, and those that hold none. */
  readonly weighted: string
  readonly plain: string
  readonly edge: string
  readonly accent: string
  readonly onAccent: string
  /** One of each proposal, A to D. */
  readonly series: readonly [string, string, string, string]
}

export type ThemeName = 'light' | 'dark'

export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    ground: '#fffefb',
    line: '#dfd9cd',
    frame: '#f6f3ec',
    text: '#1a222b',
    muted: '#4d5865',
    weighted: '#dfeaf3',
    plain: '#fffefb',
    edge: '#5d6a77',
    accent: '#15476e',
    onAccent: '#ffffff',
    series: ['#15476e', '#8a4f05', '#24613d', '#7a3b78'],
  },
  dark: {
    ground: '#181f27',
    line: '#3a4653',
    frame: '#1f2831',
    text: '#e8ebee',
    muted: '#a5b0bc',
    weighted: '#223649',
    plain: '#181f27',
    edge: '#8593a1',
    accent: '#8dbfe8',
    onAccent: '#0c1c2a',
    series: ['#8dbfe8', '#eeb868', '#8fcea8', '#d9a3d6'],
  },
}
