/** Colours of the meadow at four times of day. */
export const SCENE_TIMES = ['morning', 'day', 'evening', 'night'] as const;
export type SceneTime = (typeof SCENE_TIMES)[number];

export interface SceneColours {
  /** Top, middle and horizon. */
  readonly sky: readonly [string, string, string];
  /** Colour, centre and radius of sun or moon. */
  readonly sun: readonly [colour: string, x: number, y: number, radius: number];
  readonly far: string;
  readonly mid: string;
  readonly near: string;
  readonly near2: string;
  readonly path: string;
  readonly tree: string;
  readonly tree2: string;
  readonly trunk: string;
  readonly cloud: string;
  readonly wall: string;
  readonly roof: string;
  readonly win: string;
}

export const SCENE_COLOURS: Readonly<Record<SceneTime, SceneColours>> = {
  morning: {
    sky: ['#FFCFA0', '#FFE7C4', '#E4F0DC'],
    sun: ['#FFF3CF', 250, 196, 30],
    far: '#BBD3AE',
    mid: '#9CC493',
    near: '#7DB278',
    near2: '#6BA369',
    path: '#F1DDB4',
    tree: '#6E9F68',
    tree2: '#5A8B58',
    trunk: '#8A6040',
    cloud: '#FFF6E6',
    wall: '#FFF1DA',
    roof: '#D9683F',
    win: '#9CC9D2',
  },
  day: {
    sky: ['#8FCDE4', '#BFE4EA', '#E9F5E6'],
    sun: ['#FFF0B8', 306, 122, 32],
    far: '#B5D8B4',
    mid: '#93C994',
    near: '#78BA74',
    near2: '#67AA65',
    path: '#F4E3BC',
    tree: '#5FA568',
    tree2: '#4C9158',
    trunk: '#8A6040',
    cloud: '#FFFFFF',
    wall: '#FFF4E0',
    roof: '#DE6B42',
    win: '#A9D6E0',
  },
  evening: {
    sky: ['#EE7F63', '#FDB27F', '#FFE0AE'],
    sun: ['#FFE9A8', 590, 216, 40],
    far: '#C49A8E',
    mid: '#8E8F79',
    near: '#74935F',
    near2: '#648353',
    path: '#EBC793',
    tree: '#5B7B52',
    tree2: '#4B6A49',
    trunk: '#6B4630',
    cloud: '#FFD3B0',
    wall: '#FFE3BD',
    roof: '#B9502F',
    win: '#FFD772',
  },
  night: {
    sky: ['#17213D', '#2A3B60', '#4A6183'],
    sun: ['#FBF0CF', 486, 66, 25],
    far: '#3C5A6C',
    mid: '#31505A',
    near: '#2C4B47',
    near2: '#253F3D',
    path: '#56695C',
    tree: '#27463F',
    tree2: '#1F3935',
    trunk: '#2E2B2B',
    cloud: '#5A7190',
    wall: '#7C7C84',
    roof: '#5B3F44',
    win: '#FFD774',
  },
};

/** The time of day of a local hour, 0 to 23. */
export const sceneTimeOf = (hour: number): SceneTime => {
  if (hour < 6 || hour >= 21) return 'night';
  if (hour < 10) return 'morning';
  return hour < 18 ? 'day' : 'evening';
};
