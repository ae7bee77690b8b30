export default import.meta.glob("./slash/*.json", { eager: true, import: "default" });
