// A player in one function: appends what the manifest tells, in the order of class time, and says what it saw.
async (manifest, files, seeks) => {
  const bytes = {};
  for (const [name, text] of Object.entries(files)) bytes[name] = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  const source = new MediaSource();
  const seen = { errors: [], seeks: [], waited: 0 };
  const once = (target, name) => new Promise((done) => target.addEventListener(name, done, { once: true }));
  video.addEventListener("error", () => seen.errors.push(`${video.error.code} ${video.error.message}`));
  video.src = URL.createObjectURL(source);
  await once(source, "sourceopen");
  const append = async (buffer, data) => {
    buffer.appendBuffer(data);
    await once(buffer, "updateend");
  };
  const run = async (buffer, track, from, to) => {
    let init = -1;
    for (const [offset, length, time, duration, which] of track.fragments) {
      if (time + duration <= from || time >= to) continue;
      if (which !== init) {
        const head = track.inits[which];
        buffer.changeType(head.mime);
        await append(buffer, bytes[track.file].subarray(head.offset, head.offset + head.length));
        init = which;
      }
      await append(buffer, bytes[track.file].subarray(offset, offset + length));
    }
  };
  const find = (id) => manifest.tracks.find((track) => track.id === id);
  const items = manifest.stage.filter((item) => item.track);
  seen.types = [manifest.mix, ...manifest.tracks].map((track) => MediaSource.isTypeSupported(track.mime));
  const sound = source.addSourceBuffer(manifest.mix.mime);
  const picture = source.addSourceBuffer(find(items[0].track).mime);
  await run(sound, manifest.mix, 0, Infinity);
  for (const item of items) {
    picture.appendWindowEnd = item.to / 1000;
    await run(picture, find(item.track), item.from, item.to);
  }
  source.endOfStream();
  const ranges = (buffer) =>
    Array.from({ length: buffer.buffered.length }, (_, n) => [buffer.buffered.start(n), buffer.buffered.end(n)]);
  seen.sound = ranges(sound);
  seen.picture = ranges(picture);
  for (const [time, width, height] of seeks) {
    video.currentTime = time;
    await once(video, "seeked");
    // A decoder of another format tells the size of its picture a moment later.
    const due = performance.now() + 3000;
    const is = () => video.videoWidth === width && video.videoHeight === height;
    while (!is() && performance.now() < due) await new Promise(requestAnimationFrame);
    seen.seeks.push([video.videoWidth, video.videoHeight]);
  }
  video.currentTime = items[0].from / 1000 + 0.05;
  await once(video, "seeked");
  const end = items.at(-1).to / 1000 - 0.2;
  video.addEventListener("waiting", () => (seen.waited += 1));
  video.playbackRate = 2;
  await video.play();
  while (video.currentTime < end && !video.ended && !seen.errors.length) await once(video, "timeupdate");
  const quality = video.getVideoPlaybackQuality();
  return { ...seen, end: video.currentTime, frames: quality.totalVideoFrames };
}
