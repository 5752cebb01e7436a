import type { ColumnProfile } from "#shared/contract/contract.ts";
import style from "./ProfileStrip.module.css";
import { nullWords, profileLine } from "./profile-words.ts";

const height = 18;

/** What a column holds, in the height of a line: how it is spread or what is commonest, and how much is missing. */
export function ProfileStrip({ profile }: { readonly profile: ColumnProfile | undefined }) {
  if (!profile) return <div className={style.strip} />;
  const { summary } = profile;
  const share = profile.rows === 0 ? 0 : profile.nulls / profile.rows;
  return (
    <div className={style.strip} title={[profileLine(profile), nullWords(profile)].filter(Boolean).join("\n")}>
      {summary.type === "histogram" && summary.bins.length > 1 ? (
        <Bars bins={summary.bins} />
      ) : (
        <span className={style.words}>{profileLine(profile)}</span>
      )}
      {share > 0 ? <span className={style.nulls} style={{ width: `${Math.max(2, share * 100)}%` }} /> : null}
    </div>
  );
}

type Bins = Extract<ColumnProfile["summary"], { type: "histogram" }>["bins"];

function Bars({ bins }: { readonly bins: Bins }) {
  const first = bins[0];
  const width = first ? first.to - first.from : 1;
  const low = first?.from ?? 0;
  const high = bins.at(-1)?.to ?? 1;
  const most = Math.max(...bins.map((bin) => bin.count));
  const places = Math.max(1, Math.round((high - low) / width));
  return (
    <svg className={style.bars} viewBox={`0 0 ${places * 6} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {bins.map((bin) => {
        const tall = Math.max(1.5, (bin.count / most) * (height - 2));
        return <rect key={bin.from} x={Math.round((bin.from - low) / width) * 6} y={height - tall} width={5} height={tall} />;
      })}
    </svg>
  );
}
