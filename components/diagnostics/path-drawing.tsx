'use client'

import { useTranslator } from '@/components/ui/i18n/translator-context'
import type { PathView } from '@/lib/browser/diagnostics/describe-path'
import { formatAddress } from './format-address'
import { listPathStations, type PathStation } from './list-path-stations'

interface PathDrawingProps {
  path: PathView
  /** Of the peer. */
  name: string
  isAddressShown: boolean
}

/** Units of the drawing. */
const STATION_WIDTH = 150
const HEIGHT = 106
/** Of the line with a station's address. */
const ADDRESS_HEIGHT = 24
const LINE_Y = 46
const RADIUS = 24

/** A person is a circle, what stands between people is a box: a wall with two sides for a NAT, a mast for a relay. */
function StationShape({ kind, x }: { kind: PathStation['kind']; x: number }) {
  if (kind === 'self' || kind === 'peer') {
    return (
      <g className={kind === 'self' ? 'fill-accent' : 'fill-tile'}>
        <circle cx={x} cy={LINE_Y} r={RADIUS} />
        <circle
          cx={x}
          cy={LINE_Y - 7}
          r={7}
          className={kind === 'self' ? 'fill-accent-ink' : 'fill-tile-ink'}
        />
        <path
          d={`M${x - 13} ${LINE_Y + 16}a13 13 0 0 1 26 0z`}
          className={kind === 'self' ? 'fill-accent-ink' : 'fill-tile-ink'}
        />
      </g>
    )
  }
  return (
    <g className="fill-surface stroke-ink" strokeWidth={2.5}>
      <rect x={x - RADIUS} y={LINE_Y - RADIUS} width={RADIUS * 2} height={RADIUS * 2} rx={9} />
      {kind === 'nat' ? (
        <path d={`M${x} ${LINE_Y - 13}v26M${x - 13} ${LINE_Y - 6}h9m8 12h9`} />
      ) : (
        <path
          d={`M${x} ${LINE_Y + 13}v-15m-8 15h16M${x - 7} ${LINE_Y - 2}a8 8 0 1 1 14 0m-19 6a14 14 0 1 1 24 0`}
          className="fill-transparent"
        />
      )}
    </g>
  )
}

/** The way in use from this page to the peer's, station by station. */
export function PathDrawing({ path, name, isAddressShown }: PathDrawingProps) {
  const t = useTranslator()
  const stations = listPathStations(path)
  const width = stations.length * STATION_WIDTH
  const titleOf = ({ kind }: PathStation) => (kind === 'peer' ? name : t(`connection.station.${kind}`))
  const roundTrip =
    path.roundTripMs === null ? '' : t('connection.ms', { value: Math.round(path.roundTripMs) })
  return (
    <figure className="m-0 flex flex-col gap-2">
      <svg
        role="img"
        aria-label={t(`connection.way.${path.kind}`)}
        data-testid="path"
        data-kind={path.kind}
        viewBox={`0 0 ${width} ${HEIGHT + (isAddressShown ? ADDRESS_HEIGHT : 0)}`}
        className="max-h-36 w-full rounded-xl bg-sunken py-2"
      >
        {stations.slice(1).map((station, index) => {
          const x = STATION_WIDTH * (index + 0.5)
          return (
            <g key={`${station.kind} ${station.candidate?.id ?? ''}`}>
              <line
                x1={x + RADIUS}
                y1={LINE_Y}
                x2={x + STATION_WIDTH - RADIUS}
                y2={LINE_Y}
                strokeWidth={4}
                className="stroke-accent"
              />
              <text
                x={x + STATION_WIDTH / 2}
                y={LINE_Y - 9}
                textAnchor="middle"
                className="fill-ink-soft text-[15px]"
              >
                {stations[index]?.protocol.toUpperCase()}
              </text>
            </g>
          )
        })}
        {stations.map((station, index) => {
          const x = STATION_WIDTH * (index + 0.5)
          return (
            <g key={`${station.kind} ${station.candidate?.id ?? ''}`}>
              <StationShape kind={station.kind} x={x} />
              <text x={x} y={LINE_Y + 47} textAnchor="middle" className="fill-ink font-semibold text-[17px]">
                {shorten(titleOf(station))}
              </text>
              {isAddressShown && station.candidate !== null && (
                <text x={x} y={LINE_Y + 68} textAnchor="middle" className="fill-ink-soft text-[12px]">
                  {shorten(formatAddress(station.candidate), 22)}
                </text>
              )}
            </g>
          )
        })}
      </svg>
      <figcaption className="text-sm">
        {t(`connection.way.${path.kind}`)}
        {roundTrip !== '' && ` ${t('connection.roundTripIs', { value: roundTrip })}`}
      </figcaption>
    </figure>
  )
}

/** A drawing does not wrap its texts. */
function shorten(text: string, length = 14): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
