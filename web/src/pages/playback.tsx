export default function Playback(_: { classId: string }) {
  return <main />;
}
