import type { Take, TakeManifest } from '@hearth/contracts';
import { formatOffset } from '../phone/describe-offset.ts';
import styles from './SyncFigures.module.css';

/** How far in step a take is: for all of it, and for each phone. */
export function SyncFigures({ take, manifest }: { readonly take: Take; readonly manifest: TakeManifest }) {
  const { syncReport, devices } = take;
  return (
    <section className="panel" aria-labelledby="sync">
      <h2 id="sync">{devices.length > 1 ? 'How far in step' : 'The phone'}</h2>
      {syncReport && devices.length > 1 && (
        <dl className={`${styles.figures} figures`}>
          <Figure name="Half of the moments within" value={`${syncReport.p50Ms.toFixed(1)} ms`} />
          <Figure name="95 of 100 within" value={`${syncReport.p95Ms.toFixed(1)} ms`} />
          <Figure name="All within" value={`${syncReport.maxMs.toFixed(1)} ms`} />
          <Figure
            name="Moments with a frame of each"
            value={`${(syncReport.alignedRatio * 100).toFixed(1)}%`}
          />
        </dl>
      )}
      <div className={styles.scroll}>
        <table className={`${styles.table} figures`}>
          <thead>
            <tr>
              <th scope="col">Phone</th>
              <th scope="col">Frames</th>
              <th scope="col">Lost</th>
              <th scope="col">Clock</th>
              {syncReport?.sound && <th scope="col">By sound</th>}
            </tr>
          </thead>
          <tbody>
            {manifest.devices.map(({ id, label, clock }, index) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{(devices[index]?.frames ?? 0).toLocaleString('en')}</td>
                <td>
                  {((devices[index]?.dropped ?? 0) + (devices[index]?.refused ?? 0)).toLocaleString('en')}
                </td>
                <td>
                  {formatOffset(clock.offset)}{' '}
                  {clock.samples.length > 0 ? `±${clock.uncertaintyMs.toFixed(1)} ms` : 'guessed'}
                </td>
                {syncReport?.sound && <td>{soundOf(syncReport.sound, id)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {syncReport?.sound && (
        <p className="hint">
          By sound: how much later a phone heard what the first one heard. Sound takes 3 ms for a metre, and
          each phone a little time of its own.
        </p>
      )}
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function soundOf(sound: NonNullable<NonNullable<Take['syncReport']>['sound']>, id: string): string {
  const found = sound.find(({ deviceId }) => deviceId === id);
  if (!found) return '–';
  return found.offsetMs === null ? 'not alike' : formatOffset(found.offsetMs);
}
