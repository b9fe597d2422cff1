"""Makes the fixtures: models saved by real Keras, with what Keras computed.

    python generate.py SECTION…

    section   environments (see requirements.txt)         writes
    bundled   keras3                                      Sources/Console/Resources/models/
    grid      keras3, keras2                              grid/{simple_rnn,lstm,gru,bidirectional,wrappers}.{k3,k2}.npz
    layers    keras3, keras2                              grid/layers.{k3,k2}.npz
    windows   keras3, keras2                              grid/{windows,attention}.{k3,k2}.npz
    further   keras3, keras2                              grid/further.{k3,k2}.npz, quantized/
    cudnn     keras2                                      grid/cudnn.k2.npz, legacy/*gpu*.k215.*
    preprocessing, conv_lstm, products, heads, operations   keras3, keras2   grid/<section>.{k3,k2}.npz
    quantized keras3                                      grid/quantized.k3.npz, quantized/
    spectra   keras3                                      grid/spectra.k3.npz
    lengths   keras2                                      grid/lengths.k2.npz
    laid, functions, rarer, whole, entropies  keras3, keras2  grid/<section>.{k3,k2}.npz
    sums      keras3                                      grid/sums.k3.npz
    attended  keras3, keras2                              grid/attended.{k3,k2}.npz
    explicit  keras3, keras2                              grid/explicit.{k3,k2}.npz
    outlying  keras3, keras2                              grid/outlying.{k3,k2}.npz
    applied   keras3, keras2                              grid/applied.{k3,k2}.npz
    settings  keras3, keras2                              grid/settings.{k3,k2}.npz
    changed   keras3                                      changed/changed.npz
    formats   keras3, keras2                              grid/formats.{k3,k2}.npz
    pictures  keras3, keras2                              grid/pictures.{k3,k2}.npz
    lesser    keras3, keras2                              grid/lesser.{k3,k2}.npz
    orders    keras3                                      grid/orders.k3.npz
    factors   keras3                                      grid/factors.k3.npz, quantized/
    spare_texts  keras3, keras2                           texts/spare.{k3,k2}.npz
    adapted_layers  keras3, keras2                        grid/adapted.{k3,k2}.npz
    rounding  keras3, keras2                              rounding/rounding.{k3,k2}.npz
    graphs    keras3 first, then keras2, keras213, keras212   graphs/<model>/
    legacy    keras122, keras208, keras216, keras224      legacy/
    training  keras3                                      training/
    calls     keras3, keras2                              calls/
    expressions   keras3 (its NumPy)                      expressions/
    chunked       keras3 (its h5py), after grid             chunked/
    nans          keras3, keras2, after grid              nans/
    mistakes      keras3 (its NumPy), after the others    mistakes/
    recipes       keras3, keras2                          recipes/
    gradients     keras3                                  gradients/
    steps         keras3, keras2                          training/{steps,models}/
    slopes        keras3, keras2                          slopes/
    slopes_of_operations   keras3, keras2                 slopes/
    slopes_at_edges        keras3, keras2                 slopes/
    typed_losses  keras3, keras2                          training/typed/
    stateful      keras3, keras2                          training/{steps,stateful}/
    written       keras3, keras2                          written/
    adapted       keras3                                  training/{steps,adapted}/
    normed, joined_steps   keras3, keras2                 training/steps/
    distributed, spectral   keras3, keras2                training/steps/
    scaled        keras3                                  training/scaled/
    loss_scale    keras3, keras2                          training/loss_scale/
    masked_steps  keras3, keras2                          training/steps/
    frozen_steps  keras3, keras2                          training/steps/
    loaded_steps  keras3, keras2                          training/loaded/
    rarer_steps   keras3, keras2                          training/steps/
    variable_paths  keras3, keras2                        training/paths/
    further_slips keras3                                  mistakes/further.npz
    constant_slips keras3                                 mistakes/constants.npz
    later_slips keras3                                    mistakes/steps2.npz
    wider_slips keras3                                    mistakes/steps3.npz
    placed_nets keras3                                    mistakes/placed.npz
    merged_nets keras3                                    mistakes/merged.npz
    single_nets keras3                                    mistakes/single.npz
    edited_nets keras3                                    mistakes/edited.npz
    examined_nets keras3                                  mistakes/examined.npz
    outer_slips keras3                                    mistakes/steps4.npz
    kinds_nets keras3                                     mistakes/kinds.npz
    kinds_slips keras3                                    mistakes/steps5.npz
    texts         keras3, keras2                          texts/
    saved         keras2, after graphs                    graphs/<model>/k2.saved.zip, *.ckpt.*, saved/
    browser       keras2js, after saved                   graphs/<model>/k2.tfjs.zip, saved/
    browser3      keras2js, after graphs                  graphs/<model>/k3.tfjs.zip

Run a section once in each of its environments. The same seeds give the same numbers.
"""

import importlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent

SECTIONS = {
    "bundled": ("making.bundled", ROOT / "Sources" / "Console" / "Resources" / "models"),
    "grid": ("making.recurrent", HERE / "grid"),
    "layers": ("making.plain", HERE / "grid"),
    "windows": ("making.windows", HERE / "grid"),
    "further": ("making.further", HERE / "grid"),
    "cudnn": ("making.cudnn", HERE / "grid"),
    "preprocessing": ("making.preprocessing", HERE / "grid"),
    "conv_lstm": ("making.conv_lstm", HERE / "grid"),
    "products": ("making.products", HERE / "grid"),
    "heads": ("making.heads", HERE / "grid"),
    "operations": ("making.operations", HERE / "grid"),
    "quantized": ("making.quantized", HERE / "grid"),
    "spectra": ("making.spectra", HERE / "grid"),
    "lengths": ("making.lengths", HERE / "grid"),
    "laid": ("making.laid", HERE / "grid"),
    "sums": ("making.sums", HERE / "grid"),
    "changed": ("making.changed", HERE / "changed"),
    "formats": ("making.formats", HERE / "grid"),
    "attended": ("making.attended", HERE / "grid"),
    "orders": ("making.orders", HERE / "grid"),
    "pictures": ("making.pictures", HERE / "grid"),
    "explicit": ("making.explicit", HERE / "grid"),
    "outlying": ("making.outlying", HERE / "grid"),
    "applied": ("making.applied", HERE / "grid"),
    "settings": ("making.settings", HERE / "grid"),
    "functions": ("making.functions", HERE / "grid"),
    "rarer": ("making.rarer", HERE / "grid"),
    "whole": ("making.whole", HERE / "grid"),
    "entropies": ("making.entropies", HERE / "grid"),
    "factors": ("making.factors", HERE / "grid"),
    "adapted_layers": ("making.adapted_layers", HERE / "grid"),
    "rounding": ("making.rounding", HERE / "rounding"),
    "graphs": ("making.graphs", HERE / "graphs"),
    "legacy": ("making.legacy", HERE / "legacy"),
    "training": ("making.training", HERE / "training"),
    "calls": ("making.calls", HERE / "calls"),
    "expressions": ("making.expressions", HERE / "expressions"),
    "chunked": ("making.chunked", HERE / "chunked"),
    "nans": ("making.nans", HERE / "nans"),
    "mistakes": ("making.mistakes", HERE / "mistakes"),
    "nets": ("making.nets", HERE / "mistakes"),
    "training_mistakes": ("making.training_mistakes", HERE / "mistakes"),
    "step_slips": ("making.step_slips", HERE / "mistakes"),
    "recipes": ("making.recipes", HERE / "recipes"),
    "gradients": ("making.gradients", HERE / "gradients"),
    "steps": ("making.step_cases", HERE / "training"),
    "jax": ("making.jax_steps", HERE / "training"),
    "slopes": ("making.slopes", HERE / "slopes"),
    "slopes_of_operations": ("making.slopes_of_operations", HERE / "slopes"),
    "slopes_at_edges": ("making.slopes_at_edges", HERE / "slopes"),
    "typed_losses": ("making.typed_losses", HERE / "training"),
    "stateful": ("making.stateful_steps", HERE / "training"),
    "adapted": ("making.adapted_steps", HERE / "training"),
    "normed": ("making.normed_steps", HERE / "training"),
    "joined_steps": ("making.joined_steps", HERE / "training"),
    "distributed": ("making.distributed_steps", HERE / "training"),
    "spectral": ("making.spectral_steps", HERE / "training"),
    "scaled": ("making.scaled_steps", HERE / "training" / "scaled"),
    "loss_scale": ("making.loss_scale_steps", HERE / "training" / "loss_scale"),
    "masked_steps": ("making.masked_steps", HERE / "training"),
    "frozen_steps": ("making.frozen_steps", HERE / "training"),
    "loaded_steps": ("making.loaded_steps", HERE / "training"),
    "rarer_steps": ("making.rarer_steps", HERE / "training"),
    "lesser": ("making.lesser", HERE / "grid"),
    "variable_paths": ("making.variable_paths", HERE / "training" / "paths"),
    "later_slips": ("making.later_slips", HERE / "mistakes"),
    "wider_slips": ("making.wider_slips", HERE / "mistakes"),
    "placed_nets": ("making.placed_nets", HERE / "mistakes"),
    "merged_nets": ("making.merged_nets", HERE / "mistakes"),
    "single_nets": ("making.single_nets", HERE / "mistakes"),
    "edited_nets": ("making.edited_nets", HERE / "mistakes"),
    "examined_nets": ("making.examined_nets", HERE / "mistakes"),
    "outer_slips": ("making.outer_slips", HERE / "mistakes"),
    "kinds_nets": ("making.kinds_nets", HERE / "mistakes"),
    "kinds_slips": ("making.kinds_slips", HERE / "mistakes"),
    "further_slips": ("making.further_slips", HERE / "mistakes"),
    "constant_slips": ("making.constant_slips", HERE / "mistakes"),
    "class_weights": ("making.class_weights", HERE / "training" / "classes"),
    "acting": ("making.acting", HERE / "training" / "acting"),
    "written": ("making.written", HERE / "written"),
    "texts": ("making.texts", HERE / "texts"),
    "spare_texts": ("making.spare_texts", HERE / "texts"),
    "saved": ("making.saved", HERE / "graphs"),
    "browser": ("making.browser", HERE / "graphs"),
    "browser3": ("making.browser3", HERE / "graphs"),
}


def main(names):
    """Make the named sections."""
    if not names or not set(names) <= set(SECTIONS):
        sys.exit(__doc__)
    sys.path.insert(0, str(HERE))
    for name in names:
        module, folder = SECTIONS[name]
        importlib.import_module(module).make(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
