export default import.meta.glob("./first/*.json", { eager: true, import: "default" });
