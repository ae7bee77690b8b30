export default function Lobby(_: { ticket: string }) {
  return <main />;
}
