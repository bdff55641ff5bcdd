import { Problem } from '../../core/problem.ts'

/** Mapnik is an optional dependency, prebuilt for Linux and macOS. */
export class PicturesOff extends Problem {
  constructor(cause?: unknown) {
    super(
      {
        title: 'Pictures are off',
        status: 503,
        detail:
          'This server draws no pictures: the optional package @mapnik/mapnik is not installed here, or PICTURE_PROCESSES is 0',
      },
      { cause },
    )
  }
}

export class PicturesBusy extends Problem {
  constructor(limit: number) {
    super({
      title: 'Too many pictures',
      status: 503,
      detail: `${limit} pictures are waiting already; ask again in a moment`,
    })
  }
}

/** The picture is lost, the process that drew it replaced. */
export class PictureFailed extends Problem {
  constructor(detail: string, cause?: unknown) {
    super({ title: 'The picture could not be drawn', status: 500, detail }, { cause })
  }
}
