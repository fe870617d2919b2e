// The query page: YASGUI, and the saved questions that fill it. All text goes into the page as text.
"use strict"
;(async () => {
  const byId = (id) => document.getElementById(id)
  const told = byId("told"), noted = byId("noted"), form = byId("values"), list = byId("questions"), find = byId("find")
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name)
    made.textContent = text
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    return made
  }
  const get = async (url) => {
    const answer = await (await fetch(url)).json()
    if (answer.error) throw new Error(answer.error)
    return answer
  }

  // YASGUI shows an answer's rows alone; what the endpoint has to tell beside them stands in a header.
  const fetchPlain = window.fetch.bind(window)
  let asked = false // whether the query is a saved question's, of which more is told already
  window.fetch = async (...request) => {
    const reply = await fetchPlain(...request)
    if (new URL(reply.url).pathname === "/sparql") {
      noted.textContent = JSON.parse(reply.headers.get("Kg-Notices") || "[]").join("\n")
      if (!asked) told.textContent = ""
      asked = false
    }
    return reply
  }

  const { questions, prefixes } = await get("/questions.json")
  const Gui = window.Yasgui.default || window.Yasgui
  Gui.Yasqe.defaults.autocompleters = Gui.Yasqe.defaults.autocompleters.filter((name) => name === "variables")
  Gui.Yasr.defaults.prefixes = prefixes
  const yasgui = new Gui(byId("yasgui"), {
    requestConfig: { endpoint: location.origin + "/sparql", method: "POST" },
    copyEndpointOnNewTab: false,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: null,
  })
  const head = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`)
  // YASGUI's own parser knows no prefix that is not written: those that a query uses are put before it.
  const whole = (query) => head.filter((line) => query.includes(line.split(" ")[1])).join("\n") + "\n" + query
  const run = (query) => {
    const tab = yasgui.getTab()
    tab.setQuery(whole(query))
    tab.query()
  }

  const ask = async (question, values) => {
    told.textContent = ""
    try {
      const answer = await get(`/questions/${question.name}?${new URLSearchParams(values)}`)
      told.textContent = answer.notices.join("; ")
      asked = true
      run(answer.query)
    } catch (error) {
      told.textContent = error.message
    }
  }
  const choose = (question, button) => {
    for (const other of list.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current")
    button.setAttribute("aria-current", "true")
    form.replaceChildren(element("p", question.text))
    for (const parameter of question.parameters) {
      const label = element("label", `${parameter.name} (${parameter.text}${parameter.need ? "; " + parameter.need : ""})`)
      const names = element("datalist", "", { id: `names-${parameter.name}` })
      const input = element("input", "", { name: parameter.name, list: names.id, autocomplete: "off" })
      input.addEventListener("input", async () => {
        const found = await get(`/names.json?${new URLSearchParams({ kind: parameter.kind, begun: input.value })}`)
        names.replaceChildren(...found.names.map((name) => element("option", "", { value: name })))
      })
      label.append(input, names)
      form.append(label)
    }
    form.append(element("button", "Ask", { type: "submit" }))
    form.hidden = false
    form.onsubmit = (event) => {
      event.preventDefault()
      ask(question, new FormData(form))
    }
    if (!question.parameters.some((parameter) => parameter.required)) ask(question, {})
    else form.querySelector("input").focus()
  }
  const show = () => {
    const wanted = fold(find.value)
    list.replaceChildren(
      ...questions.filter((question) => fold(question.title + question.text).includes(wanted)).map((question) => {
        const item = element("li", "")
        const button = element("button", question.title, { type: "button", "data-name": question.name })
        button.addEventListener("click", () => choose(question, button))
        item.append(button)
        return item
      }),
    )
  }
  find.addEventListener("input", show)
  show()
  yasgui.getTab().setQuery(whole("SELECT ?who ?whom {\n  ?a kg:represents ?b .\n  ?a rdfs:label ?who .\n  ?b rdfs:label ?whom .\n}"))
  document.documentElement.dataset.ready = "true"
})()
