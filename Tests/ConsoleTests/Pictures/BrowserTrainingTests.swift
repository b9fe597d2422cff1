import TestSupport
import TestTraits
import Testing

@testable import Console

/// The tabs of a page of training in a headless Chromium, where there is one.
@Suite(
  .enabled(if: Browser.path != nil, "no Chromium in PATH, and KERASTEP_BROWSER names none"),
  .waits)
struct BrowserTrainingTests {
  private static let tools = """
    const at = () => say(document.getElementById("position").textContent);
    const press = (key, more = {}) => {
      (document.activeElement ?? document.body)
        .dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...more }));
      at();
    };
    const tabs = () => say([...document.querySelectorAll("#phases [role=tab]")]
      .map((own) => own.textContent + (own.getAttribute("aria-selected") === "true" ? "!" : "")).join(" "));
    """

  /// A prediction has no tabs, and says nothing of them.
  @Test func aPredictionHasNoTabs() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.session("lstm")),
      test: """
        say(["phases", "keys-phases", "help-phases"].every((id) => document.getElementById(id).hidden));
        """)
    #expect(said == ["true"])
  }

  /// 1 to 4 go to what belongs there to the equation where one stands; so do the tabs, and the arrows on them.
  @Test func keysGoFromPartToPart() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.trainedLSTM()), address: "#13",
      test: Self.tools + """
        at(); tabs();
        press("3"); tabs();
        press("ArrowRight", { shiftKey: true }); press("1"); press("4"); tabs(); press("2"); press("3");
        document.querySelector("[data-phase='update']").click(); at();
        document.querySelector("[data-phase='update']").focus();
        press("ArrowRight"); tabs();
        say([...document.querySelectorAll("#layers li")].filter((own) => !own.hidden)
          .map((own) => own.querySelector("bdi").textContent).join(" "));
        """)
    #expect(
      said == [
        "tick 13 of 76: lstm@1.C", "forward! loss backward update",
        "tick 40 of 76: lstm@1.∂C", "forward loss backward! update",
        "tick 48 of 76: lstm@0.∂C", "tick 6 of 76: lstm@0.C", "tick 62 of 76: lstm.m_W′",
        "forward loss backward update!", "tick 24 of 76: loss.ℓ", "tick 27 of 76: loss.∂Σℓ",
        "tick 59 of 76: update.t", "tick 1 of 76: lstm@0.z", "forward! loss backward update",
        "lstm dense",
      ])
  }

  /// Above every gradient of a timestep stands what it is of, its number explained as ever.
  @Test func aGradientStandsBesideItsValue() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.trainedLSTM()), address: "#40", frames: [360, 1440],
      test: """
        at();
        function at() { say(document.getElementById("position").textContent); }
        say([...document.querySelectorAll(".card tbody")].map((row) => row.dataset.name).join(" "));
        say([...document.querySelectorAll(".relative")].map((own) => own.textContent).join("; "));
        document.querySelector(".relative .operand").click();
        at();
        say(document.getElementById("why-place").textContent);
        say([...document.querySelectorAll(".relative")].map((own) => own.textContent).join("; "));
        document.getElementById("why-back").click();
        at();
        """)
    let one = [
      "tick 40 of 76: lstm@1.∂C", "h ∂h ∂C₊₁ C ∂C o ∂o g ∂g f ∂f i ∂i h₋₁ ∂h₋₁ C₋₁ ∂C₋₁ ∂z",
      "it is the gradient of lstm@1.C[0], which is 0.2026", "tick 13 of 76: lstm@1.C",
      "lstm@1.C[0]", "its gradient: lstm@1.∂C[0] = 3.0329", "tick 40 of 76: lstm@1.∂C",
    ]
    #expect(said == one + one)
  }

  /// All parts are printed, one after another, each layer under its title.
  @Test func paperHasAllParts() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.trainedLSTM()),
      test: """
        printAll();
        say([...document.querySelectorAll("#paper h2")].map((own) => own.textContent).join(" / "));
        """)
    #expect(
      said == [
        "forward / lstm  LSTM(8), timestep 0 / dense  Dense(2, softmax)"
          + " / loss / loss  categorical_crossentropy"
          + " / backward / loss  categorical_crossentropy, backwards"
          + " / dense  Dense(2, softmax), backwards / lstm  LSTM(8), backwards, timestep 0"
          + " / update / update  Adam / lstm  LSTM(8), update / dense  Dense(2, softmax), update"
      ])
  }

  /// The tabs stand in one row on a phone, and nothing goes over its edge.
  @Test func theTabsFitOnAPhone() throws {
    let (said, _) = try Browser.run(
      try Pages.html(try Pages.trainedLSTM()), address: "#40", frames: [360, 800, 1440],
      test: """
        const tabs = [...document.querySelectorAll("#phases [role=tab]")].map((own) => own.getBoundingClientRect());
        say(tabs.every((own) => own.top === tabs[0].top && own.right <= window.innerWidth));
        say(document.documentElement.scrollWidth <= window.innerWidth);
        """)
    #expect(said == ["true", "true", "true", "true", "true", "true"])
  }
}
