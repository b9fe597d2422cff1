import Debugging
import TestSupport
import TestTraits
import Testing

@testable import Console

/// What stands where on a page, and in which colours, on screens of several widths.
@Suite(
  .enabled(if: Browser.path != nil, "no Chromium in PATH, and KERASTEP_BROWSER names none"),
  .waits)
struct BrowserLayoutTests {
  /// Units stand below each other in every row of a timestep: what comes in, gates, states.
  @Test func columnsAreAlignedByUnit() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")), address: "#13", frames: [360, 800, 1440],
      test: """
        const names = [...document.querySelectorAll(".card tbody")].map((row) => row.dataset.name);
        say(names.join(" "));
        for (const unit of [0, 3, 7]) {
          const lefts = [...document.querySelectorAll(".card tbody")].filter((body) => body.querySelector(".number"))
            .map((body) => Math.round(body.querySelectorAll(".number")[unit].getBoundingClientRect().left));
          say(lefts.length + " " + new Set(lefts).size);
        }
        say(document.querySelector(".card .here").dataset.name);
        say([...document.querySelectorAll(".alone")].map((own) => own.dataset.name).join(" "));
        """)
    let one = ["h₋₁ C₋₁ i f g o C h z", "8 1", "8 1", "8 1", "C", "x W U b"]
    #expect(said == one + one + one)
  }

  /// On a phone the explanation is away until a number is touched, and goes when it is closed.
  @Test func onAPhoneTheExplanationIsASheet() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")), address: "#13", frames: [360],
      test: """
        const why = document.getElementById("why");
        why.style.transition = "none";
        const tell = () => say(getComputedStyle(why).visibility);
        tell();
        document.querySelector("[data-key='5.1.2']").click();
        tell();
        say(document.getElementById("why-place").textContent);
        say(why.getBoundingClientRect().bottom <= window.innerHeight && why.getBoundingClientRect().width === document.documentElement.clientWidth);
        document.getElementById("why-close").click();
        tell();
        document.querySelector("[data-key='5.1.2']").click();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
        tell();
        """)
    #expect(said == ["hidden", "visible", "lstm@1.C[2]", "true", "hidden", "hidden"])
  }

  /// A number can be read on every colour of every scale, dark and light, and so can every name.
  @Test func colourKeepsNumbersReadable() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")),
      test: """
        const light = (rgb) => rgb.map((part) => part / 255)
          .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4))
          .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
        const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
        let least = 99;
        for (const theme of Object.values(scales)) {
          for (const colours of Object.values(theme)) {
            for (let i = 0; i <= 100; i += 1) {
              const rgb = colour(i / 100, { low: 0, high: 1, colours });
              least = Math.min(least, contrast(rgb, isDark(rgb) ? [255, 255, 255] : [0, 0, 0]));
            }
          }
        }
        say(least >= 4.5);
        const ground = getComputedStyle(document.body).backgroundColor.match(/[0-9]+/g).map(Number);
        say([...document.querySelectorAll(".name, .note, .quiet")].every((own) =>
          contrast(getComputedStyle(own).color.match(/[0-9]+/g).slice(0, 3).map(Number), ground) >= 4.5));
        """)
    #expect(said == ["true", "true"])
  }

  /// What is strong is far from 0, of negative numbers too: from the ground to the blue that they have
  /// beside positive ones.
  @Test func aSmallNegativeNumberIsWeak() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("xor")),
      test: """
        const range = scale({ range: { first: 0, last: -0.3, kind: "negative" } });
        const ground = colour(0, range);
        const apart = (value) => colour(value, range).reduce((sum, part, i) => sum + Math.abs(part - ground[i]), 0);
        say(apart(-0.003) < 10 && apart(-0.1) > apart(-0.003) && apart(-0.3) > 100);
        const both = scale({ range: { first: -0.3, last: 0.3, kind: "both" } });
        say(css(colour(-0.3, range)) === css(colour(-0.3, both)) && css(ground) === css(colour(0, both)));
        """)
    #expect(said == ["true", "true"])
  }

  /// Attention has a matrix for each head, with heads at rows and columns; a kernel one for each channel.
  @Test func matricesHaveHeadsAtRowsAndColumns() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("graphs/transformer/k3.keras")),
      test: """
        go(tickOf(trace.equations.findIndex(({ name }) => name === "α"), 0));
        const own = document.querySelector(".alone[data-name='α']");
        say([...own.querySelectorAll("caption")].map((title) => title.textContent).join(" "));
        const table = own.querySelector("table");
        say([...table.querySelectorAll("thead th")].map((head) => head.textContent).join(" "));
        say([...table.querySelectorAll("tbody th")].map((head) => head.textContent).join(" "));
        say(own.querySelectorAll("table")[1].querySelectorAll(".number")[7].getAttribute("aria-label").split(" =")[0]);
        """)
    #expect(said == ["head 0 head 1", "0 1 2 3 4", "0 1 2 3 4", "α[1, 1, 2]"])
    // Where the words are known they stand there, and queries have their places besides.
    let (words, _) = try Browser.run(
      try Pages.html(try Pages.session("attention")),
      test: """
        go(tickOf(trace.equations.findIndex(({ name }) => name === "α"), 0));
        const table = document.querySelector(".alone[data-name='α'] table");
        say([...table.querySelectorAll("thead th")].map((head) => head.textContent).join(" "));
        say(table.querySelectorAll("tbody th")[3].textContent);
        say(table.closest(".matrices").nextElementSibling.textContent);
        say(String(document.querySelectorAll("#layers small")[1].childNodes.length));
        """)
    #expect(
      words == [
        "the cat waits it sleeps [0]", "3 it", "01, the function’s own ends",
        "5",
      ])
    let (kernels, _) = try Browser.run(
      try Pages.html(try Pages.session("graphs/small-cnn/k3.keras")),
      test: """
        const own = document.querySelector(".alone[data-name='W']");
        say(own.querySelectorAll("table").length);
        say(own.querySelectorAll("caption")[5].textContent);
        say(own.querySelectorAll("table")[5].querySelectorAll(".number")[7].getAttribute("aria-label").split(" =")[0]);
        """)
    #expect(kernels == ["8", "channel 1 to 1", "W[2, 1, 1, 1]"])
  }

  /// In the graph every name and class stands whole, in boxes that do not meet.
  @Test(arguments: ["graphs/transformer/k3.keras", "graphs/small-cnn/k3.keras", "lstm"])
  func theGraphCutsNothing(name: String) throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session(name)), frames: [360, 1440],
      test: """
        document.getElementById("graph").open = true;
        const boxes = [...document.querySelectorAll("#graph-picture li")].map((own) => own.getBoundingClientRect());
        say(boxes.length > 2 && [...document.querySelectorAll("#graph-picture bdi, #graph-picture small")].every((own) => {
          const [text, box] = [own.getBoundingClientRect(), own.closest("li").getBoundingClientRect()];
          return own.textContent && !own.textContent.includes("…") && own.scrollWidth <= own.clientWidth
            && text.bottom <= box.bottom && text.right <= box.right;
        }));
        say(boxes.every((one, i) => boxes.every((other, k) => i === k || one.right <= other.left
          || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top)));
        say(boxes.every((own) => own.width <= 240 && own.width === boxes[0].width && own.height === boxes[0].height));
        """)
    #expect(said == ["true", "true", "true", "true", "true", "true"])
  }

  /// A masked timestep says that the state is carried over.
  @Test func aMaskedTimestepSaysSo() throws {
    let (console, _) = Console.imitation()
    console.execute("open \(Repository.fixture("lstm-masked/k3.keras"))")
    console.execute("feed [[1, 2], [-99, -99], [3, 4]]")
    console.execute("continue")
    let (said, _) = try Browser.run(
      try Pages.html(try #require(console.session)),
      test: """
        document.querySelectorAll("#layers button")[3].click();
        for (const row of [0, 1, 2]) {
          goToRow(row);
          say(`${document.getElementById("timestep-text").textContent} ${document.getElementById("masked").textContent}`);
        }
        """)
    #expect(
      said == ["t = 0 of 0…2 ", "t = 1 of 0…2 masked: the state is carried over", "t = 2 of 0…2 "])
  }

  /// Nothing goes over the edge of a phone, of half a screen, of a whole one.
  @Test(arguments: Pages.bundled + Pages.fixtures)
  func aPageFitsItsScreen(name: String) throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session(name)), frames: [360, 800, 1440],
      test: """
        say(window.innerWidth);
        say(document.documentElement.scrollWidth <= window.innerWidth);
        """)
    #expect(said == ["360", "true", "800", "true", "1440", "true"])
  }

  /// Of a wide layer a part of the units is shown, the same in every row; buttons and links move it.
  @Test func wideLayersAreCutByUnit() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.wide()),
      test: """
        const units = () => say([...document.querySelectorAll(".card .units th")]
          .map((head) => head.textContent).filter((_, i) => i === 1 || i === 32).join(" "));
        units();
        document.querySelector("[data-pager] button:last-child").click();
        units();
        say(document.querySelectorAll(".card tbody .number").length);
        bring({ at: 0, row: 0, element: 77 });
        units();
        say(document.querySelector("[aria-selected='true']").getAttribute("aria-label").split(" ")[0]);
        """)
    #expect(said == ["0 31", "32 63", "64", "64 95", "a[77]"])
  }
}
