// The explorer's page in an iframe; the part of its address after "#" is the model's "address", both ways.
function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.title = "Knowledge graph explorer";
  frame.style.cssText = `width:100%;height:${model.get("height")}px;border:1px solid rgba(128,128,128,.35);border-radius:6px;background:#fff`;
  frame.allow = "clipboard-write";

  const here = () => frame.contentWindow.location.hash.slice(1);
  function told() {
    if (here() === model.get("address")) return;
    model.set("address", here());
    model.save_changes();
  }
  function wanted() {
    if (here() !== model.get("address")) frame.contentWindow.location.hash = model.get("address");
  }
  frame.addEventListener("load", () => {
    frame.contentWindow.addEventListener("hashchange", told);
    if (model.get("address")) wanted();
  });
  model.on("change:address", wanted);
  frame.srcdoc = model.get("page");
  el.append(frame);
  return () => model.off("change:address", wanted);
}

export default { render };
