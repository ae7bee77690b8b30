// What a recorded class shows, read from the page: the numbers drawn in its made pictures, against the sound that leads.
(() => {
    const made = document.createElement.bind(document);
    const sounds = [];
    document.createElement = (...asked) => {
        const element = made(...asked);
        if (element instanceof HTMLAudioElement) sounds.push(element);
        return element;
    };
    const sound = () => sounds.findLast(one => one.src);
    // A quiet class sounds through Web Audio: then it is heard later than its element says.
    const through = new Map();
    const join = AudioContext.prototype.createMediaElementSource;
    AudioContext.prototype.createMediaElementSource = function (element) {
        through.set(element, this);
        return join.call(this, element);
    };
    // Firefox tells the time of a sound in steps and late, never early: of what it told within a second, that counts which was furthest ahead.
    const steady = "mozAudioCaptured" in HTMLMediaElement.prototype;
    let told = [];
    const tell = audio => {
        const now = performance.now();
        const [time, rate] = [audio.currentTime * 1000, audio.playbackRate];
        const last = told.at(-1);
        if (last && (last.time > time || last.rate !== rate)) told = [];
        told.push({ now, time, rate, zero: time - now * rate });
        told = told.filter(one => now - one.now < 1000);
    };
    const timeOf = audio => {
        if (!steady || !told.length) return audio.currentTime * 1000;
        return Math.max(...told.map(one => one.zero)) + performance.now() * audio.playbackRate;
    };
    const LIMITER = 6;
    const late = audio => {
        const context = through.get(audio);
        return context ? 1000 * (context.outputLatency || context.baseLatency) + LIMITER : 0;
    };
    const canvas = made("canvas");
    const context = canvas.getContext("2d", { willReadFrequently: true });

    const checksum = number => {
        let crc = -1;
        for (const shift of [24, 16, 8, 0]) {
            crc ^= (number >>> shift) & 255;
            for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
        }
        return ~crc & 0xfff;
    };
    // As server/bot/picture.py draws it: 20 bits of the number and 12 of a checksum, along the lower edge.
    const read = video => {
        const { videoWidth: width, videoHeight: height } = video;
        if (!width) return null;
        const side = Math.max(4, Math.floor(width / 64));
        [canvas.width, canvas.height] = [32 * side, side];
        context.drawImage(video, 0, height - side, 32 * side, side, 0, 0, 32 * side, side);
        const row = context.getImageData(0, side >> 1, 32 * side, 1).data;
        let code = 0n;
        for (let bit = 0; bit < 32; bit++) code = (code << 1n) | BigInt(row[4 * (bit * side + (side >> 1)) + 1] > 125);
        const number = Number(code >> 12n);
        return checksum(number) === Number(code & 0xfffn) ? number : null;
    };
    const tileOf = video => video.closest("[data-place]");
    const onStage = () => document.querySelector("[data-place=stage] video");
    const look = video => {
        const tile = tileOf(video);
        return tile && { place: tile.dataset.place, screen: "screen" in tile.dataset, who: tile.lastElementChild.textContent, number: read(video) };
    };

    const bench = (window.bench = { frames: [], stands: [], wall: [] });
    const watched = new WeakSet();
    const follow = video => {
        watched.add(video);
        const frame = (now, about) => {
            const seen = look(video);
            const audio = sound();
            if (seen && audio && !audio.paused && bench.on) {
                const soon = (about.expectedDisplayTime ?? now) - performance.now();
                bench.frames.push({ ...seen, media: about.mediaTime * 1000, clock: timeOf(audio) + (soon - late(audio)) * audio.playbackRate, at: Date.now() });
            }
            video.requestVideoFrameCallback(frame);
        };
        video.requestVideoFrameCallback(frame);
    };
    let last = { time: -1, at: 0, told: false };
    const step = () => {
        for (const video of document.querySelectorAll("[data-place] video")) if (!watched.has(video)) follow(video);
        const audio = sound();
        if (!audio || !bench.on) return;
        if (audio.paused) told = [];
        else tell(audio);
        const now = performance.now();
        if (audio.currentTime !== last.time) last = { time: audio.currentTime, at: now, told: false };
        else if (now - last.at > 250 && !last.told) {
            last.told = true;
            bench.stands.push(Math.round(audio.currentTime * 1000));
        }
    };
    setInterval(step, 20);

    bench.start = () => {
        last = { time: -1, at: performance.now(), told: false };
        Object.assign(bench, { frames: [], stands: [], on: true });
    };
    bench.end = () => {
        bench.on = false;
        return { frames: bench.frames, stands: bench.stands, late: late(sound()) };
    };
    const slider = () => document.querySelector("input[type=range]");
    bench.go = to => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(slider(), String(to));
        slider().dispatchEvent(new Event("input", { bubbles: true }));
    };
    // For so many ms: the time of the wall, the class ms heard, and the newest class ms that the player knows of.
    bench.edges = length => new Promise(done => {
        const seen = [];
        const timer = setInterval(() => {
            const audio = sound();
            if (audio && !audio.paused) seen.push([Date.now(), audio.currentTime * 1000, Number(slider().max)]);
        }, 100);
        setTimeout(() => {
            clearInterval(timer);
            done(seen);
        }, length);
    });
    // Milliseconds from the seek until the stage shows this frame, and what it showed last.
    bench.seek = (to, number) => new Promise(done => {
        const began = performance.now();
        const holds = ({ buffered }) => Array.from({ length: buffered.length }, (_, at) => at)
            .some(at => buffered.start(at) * 1000 <= to && buffered.end(at) * 1000 > to);
        const loaded = [...document.querySelectorAll("[data-place] video")].some(holds);
        bench.go(to);
        const check = () => {
            const video = onStage();
            const seen = video && !video.seeking && video.readyState >= 2 ? look(video) : null;
            const took = performance.now() - began;
            if (seen?.number === number || took > 5000) done({ took, loaded, shown: seen?.number ?? null });
            else requestAnimationFrame(check);
        };
        requestAnimationFrame(check);
    });
})();
