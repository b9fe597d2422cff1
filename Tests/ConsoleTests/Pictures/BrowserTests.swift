import Debugging
import Equations
import Tensors
import TestSupport
import TestTraits
import Testing

@testable import Console

/// Walking through pages in a headless Chromium, where there is one.
@Suite(
  .enabled(if: Browser.path != nil, "no Chromium in PATH, and KERASTEP_BROWSER names none"),
  .waits)
struct BrowserTests {
  /// The page opens at the address's tick, and shows every number of that timestep.
  @Test func thePageShowsTheNumbersOfATick() throws {
    let session = try Pages.session("lstm")
    let machine = try #require(session.machine)
    let (said, page) = try Browser.run(
      try Pages.html(session), address: "#12.3",
      test: "document.querySelector('button.fold').click();")
    #expect(said == [])
    #expect(page.contains(">tick 12 of 23: lstm@1.o<"))
    #expect(page.contains(">lstm@1.o[3]<"))
    for name in ["z", "i", "f", "g", "o", "C", "h"] {
      let found = try machine.lookup("lstm@1.\(name)")
      for (index, number) in found.tensor.elements.enumerated() {
        let exact = NumberFormat.exact(number, .float32)
        #expect(page.contains("\"\(name)[\(index)] = \(exact)\""))
      }
    }
    #expect(page.contains("\"f: 3 timesteps across, 8 units down, from 0 to 1\""))
  }

  /// Keys, the slider, the layers and the numbers do what the page says they do.
  @Test func keysStepThroughTheTrace() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")),
      test: """
        const at = () => say(document.getElementById("position").textContent);
        const press = (key, more = {}) => {
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
          at();
        };
        at();
        press("ArrowRight"); press("n"); press("ArrowLeft");
        press("ArrowRight", { shiftKey: true }); press("]"); press("["); press("ArrowUp");
        press("End"); press("ArrowRight"); press("Home"); press("p");
        const slider = document.getElementById("timestep");
        slider.value = 2;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        at();
        say(document.getElementById("timestep-text").textContent);
        document.getElementById("time-back").click();
        at();
        document.getElementById("time-next").click();
        say(document.getElementById("time-next").disabled);
        document.querySelectorAll("#layers button")[1].click();
        at();
        say(document.getElementById("time").hidden && document.getElementById("timesteps").hidden);
        press("?");
        say(document.getElementById("help").open);
        """)
    #expect(
      said == [
        "tick 1 of 23: lstm@0.z", "tick 2 of 23: lstm@0.i", "tick 3 of 23: lstm@0.f",
        "tick 2 of 23: lstm@0.i", "tick 9 of 23: lstm@1.i", "tick 16 of 23: lstm@2.i",
        "tick 9 of 23: lstm@1.i", "tick 9 of 23: lstm@1.i", "tick 23 of 23: dense.a",
        "tick 23 of 23: dense.a", "tick 1 of 23: lstm@0.z", "tick 1 of 23: lstm@0.z",
        "tick 15 of 23: lstm@2.z", "t = 2 of 0…2", "tick 8 of 23: lstm@1.z", "true",
        "tick 22 of 23: dense.z", "true", "tick 22 of 23: dense.z", "true",
      ])
  }

  /// An explanation's names are links: pointed at, they frame the number where it stands; followed,
  /// they lead to it, and Backspace leads back.
  @Test func operandsAreFramedAndLeadOn() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")), address: "#13.5",
      test: """
        const place = () => say(document.getElementById("why-place").textContent);
        const framed = (kind) => say([...document.querySelectorAll("." + kind)]
          .map((cell) => cell.getAttribute("aria-label").split(" ")[0]).join(" "));
        place();
        framed("operand-of");
        const links = [...document.querySelectorAll(".terms .operand")];
        say(links.map((own) => own.textContent).join(" "));
        links[1].dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        framed("pointed");
        links[0].dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
        framed("pointed");
        links[1].click();
        place();
        document.querySelector("#why-text .operand").click();
        place();
        say(document.getElementById("position").textContent);
        for (const _ of [1, 2]) {
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Backspace", bubbles: true }));
          place();
        }
        say(document.getElementById("position").textContent);
        """)
    #expect(
      said == [
        "lstm@1.C[5]", "C₋₁[5] i[5] f[5] g[5]", "f[5] C₋₁[5] i[5] g[5]", "C₋₁[5]", "f[5]",
        "lstm@1.C₋₁[5]", "lstm@0.C[5]", "tick 6 of 23: lstm@0.C", "lstm@1.C₋₁[5]", "lstm@1.C[5]",
        "tick 13 of 23: lstm@1.C",
      ])
  }

  /// Tab enters a table once; arrows go through it by row and column; Enter keeps a number; the number
  /// that has the focus keeps it from timestep to timestep.
  @Test func arrowsGoFromNumberToNumber() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")), address: "#13",
      test: """
        const table = document.querySelector(".card");
        say(table.getAttribute("role") + " " + table.querySelectorAll("[tabindex='0']").length);
        table.querySelector("[tabindex='0']").focus();
        const press = (key) => {
          document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
          say(document.activeElement.getAttribute("aria-label").split(" ")[0]);
        };
        press("ArrowRight"); press("ArrowDown"); press("ArrowDown"); press("End"); press("ArrowRight");
        press("Enter");
        say(document.getElementById("why-place").textContent);
        say(document.querySelector("[aria-selected='true']").dataset.key);
        say(document.getElementById("position").textContent);
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "]", bubbles: true }));
        say(document.activeElement.dataset.key + " " + document.getElementById("why-place").textContent);
        """)
    #expect(
      said == [
        "grid 1", "h₋₁[1]", "C₋₁[1]", "i[1]", "i[7]", "i[7]", "i[7]", "lstm@1.i[7]", "1.1.7",
        "tick 13 of 23: lstm@1.C", "1.2.7 lstm@2.i[7]",
      ])
  }

  /// A cell of a heatmap, pointed at, tells where its number comes from; a click goes there.
  @Test func aHeatmapTellsItsNumbers() throws {
    let session = try Pages.session("lstm")
    let machine = try #require(session.machine)
    let (said, _) = try Browser.run(
      try Pages.html(session),
      test: """
        const canvas = document.querySelectorAll(".map canvas[role=img]")[2];
        say(canvas.getAttribute("aria-label").split(",")[0]);
        const box = canvas.getBoundingClientRect();
        const place = { clientX: box.left + 34 + 2.5 * 56, clientY: box.top + 18 + 5.5 * 20, bubbles: true };
        canvas.dispatchEvent(new MouseEvent("mousemove", place));
        say(document.getElementById("why-place").textContent);
        say(document.querySelector(".result strong").textContent);
        canvas.dispatchEvent(new MouseEvent("click", place));
        say(document.getElementById("position").textContent);
        """)
    let number = try machine.lookup("lstm@2.f").tensor.elements[5]
    #expect(
      said == [
        "f: 3 timesteps across", "lstm@2.f[5]", NumberFormat.exact(number, .float32),
        "tick 17 of 23: lstm@2.f",
      ])
  }

  @Test func namesOfTheModelAreNeverRun() throws {
    let (said, page) = try Browser.run(
      try Pages.html(try Pages.hostile()),
      test: """
        say(document.querySelectorAll("script").length);
        say(document.querySelectorAll("img, b").length);
        say(document.querySelector("#layers button bdi").textContent);
        say(document.querySelectorAll("#equations .number.odd").length);
        """)
    #expect(said.first == "4" && said.dropFirst().first == "0")
    #expect(said.dropFirst(2).first?.hasPrefix("&lt;/script&gt;&lt;script&gt;alert(1)") == true)
    #expect(said.last == "2")
    #expect(page.contains("nan"))
  }

  /// The policy of the page refuses what is not its own.
  @Test func theNetworkIsForbidden() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("xor")),
      test: """
        fetch("http://127.0.0.1:9/").catch(() => say("no fetch"));
        new Image().src = "http://127.0.0.1:9/x.png";
        const script = document.createElement("script");
        script.textContent = "say('an inline script ran')";
        document.body.append(script);
        """)
    #expect(said.contains("no fetch"))
    #expect(said.contains("refused: connect-src") && said.contains("refused: img-src"))
    #expect(!said.contains("an inline script ran"))
  }

  @Test(arguments: [
    "graphs/wrappers/k3.keras", "graphs/states-out/k3.keras", "graphs/shared-layer/k3.keras",
  ])
  func everyTickOfAModelCanBeShown(name: String) throws {
    let (console, _) = Console.imitation()
    console.execute("open \(Repository.fixture(name))")
    console.execute("feed zeros")
    console.execute("continue")
    let session = try #require(console.session)
    let count = try #require(session.machine?.program.tickCount)
    let (said, _) = try Browser.run(
      try Pages.html(session),
      test: """
        for (let tick = 1; tick < \(count); tick += 1) document.getElementById("step").click();
        say(document.getElementById("position").textContent.split(":")[0]);
        printAll();
        say(document.querySelectorAll("#paper > section").length === trace.layers.length);
        """)
    #expect(said == ["tick \(count) of \(count)", "true"])
  }
}
