import Tensors

/// The models that the laws are tried on.
enum Recipes {
  static let dense = Recipe(
    "dense", [4],
    #"{"class_name": "Dense", "config": {"name": "hidden", "units": 5, "activation": "relu"}}"#,
    #"{"class_name": "Dropout", "config": {"name": "dropout", "rate": 0.5}}"#,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 3, "activation": "softmax"}}"#)

  static let linear = Recipe(
    "linear", [3],
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2}}"#)

  static let lstm = Recipe(
    "lstm", [4, 2],
    #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 3}}"#,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "tanh"}}"#)

  static let maskedSimpleRNN = Recipe(
    "masked SimpleRNN", [5, 2],
    #"{"class_name": "Masking", "config": {"name": "masking", "mask_value": 0.0}}"#,
    #"{"class_name": "SimpleRNN", "config": {"name": "rnn", "units": 3}}"#,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 1, "activation": "sigmoid"}}"#)

  static let maskedLSTMSequences = Recipe(
    "masked LSTM with sequences", [5, 2],
    #"{"class_name": "Masking", "config": {"name": "masking", "mask_value": 0.0}}"#,
    #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 3, "return_sequences": true}}"#,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "tanh"}}"#)

  static let statefulMasked = Recipe(
    "stateful masked GRU", [5, 2],
    #"{"class_name": "Masking", "config": {"name": "masking", "mask_value": 0.0}}"#,
    """
    {"class_name": "GRU", "config": {"name": "gru", "units": 3, "reset_after": true,
      "return_sequences": true, "stateful": true}}
    """)

  static let gruBefore = Recipe(
    "GRU, reset before", [4, 2],
    #"{"class_name": "GRU", "config": {"name": "gru", "units": 3, "reset_after": false}}"#)

  static let stackedRecurrent = Recipe(
    "LSTM on GRU", [4, 2],
    """
    {"class_name": "GRU", "config": {"name": "gru", "units": 3, "reset_after": true,
      "return_sequences": true}}
    """,
    #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 2}}"#)

  static let bidirectional = Recipe(
    "masked Bidirectional", [4, 2],
    #"{"class_name": "Masking", "config": {"name": "masking", "mask_value": 0.0}}"#,
    """
    {"class_name": "Bidirectional", "config": {"name": "both", "merge_mode": "concat", "layer":
      {"class_name": "LSTM", "config": {"name": "lstm", "units": 2, "return_sequences": true}}}}
    """,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2}}"#)

  static let bidirectionalLast = Recipe(
    "Bidirectional, last outputs summed", [4, 2],
    """
    {"class_name": "Bidirectional", "config": {"name": "both", "merge_mode": "sum", "layer":
      {"class_name": "GRU", "config": {"name": "gru", "units": 2, "reset_after": true}}}}
    """)

  static let nested = Recipe(
    "TimeDistributed LSTM", [3, 4, 2],
    """
    {"class_name": "TimeDistributed", "config": {"name": "td", "layer":
      {"class_name": "LSTM", "config": {"name": "lstm", "units": 2}}}}
    """,
    #"{"class_name": "SimpleRNN", "config": {"name": "rnn", "units": 2}}"#)

  static let nestedSequences = Recipe(
    "TimeDistributed GRU with sequences", [3, 2, 2],
    """
    {"class_name": "TimeDistributed", "config": {"name": "td", "layer":
      {"class_name": "GRU", "config": {"name": "gru", "units": 2, "return_sequences": true}}}}
    """,
    #"{"class_name": "Flatten", "config": {"name": "flatten"}}"#,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2}}"#)

  static let nestedBoth = Recipe(
    "TimeDistributed Bidirectional", [2, 3, 2],
    """
    {"class_name": "TimeDistributed", "config": {"name": "td", "layer":
      {"class_name": "Bidirectional", "config": {"name": "both", "merge_mode": "mul", "layer":
        {"class_name": "SimpleRNN", "config": {"name": "rnn", "units": 2}}}}}}
    """)

  static let distributedDense = Recipe(
    "TimeDistributed Dense", [3, 2],
    """
    {"class_name": "TimeDistributed", "config": {"name": "td", "layer":
      {"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "tanh"}}}}
    """)

  static let cells = Recipe(
    "stacked cells", [3, 2],
    """
    {"class_name": "RNN", "config": {"name": "rnn", "cell":
      {"class_name": "StackedRNNCells", "config": {"name": "cells", "cells": [
        {"class_name": "LSTMCell", "config": {"name": "lower", "units": 3}},
        {"class_name": "GRUCell", "config": {"name": "upper", "units": 2, "reset_after": true}}]}}}}
    """,
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "tanh"}}"#)

  static let oneTimestep = Recipe(
    "one timestep", [1, 2],
    #"{"class_name": "LSTM", "config": {"name": "lstm", "units": 2, "return_sequences": true}}"#)

  static let unsupported = Recipe(
    "unsupported layer", [3],
    #"{"class_name": "Dense", "config": {"name": "dense", "units": 2, "activation": "tanh"}}"#,
    #"{"class_name": "Spiral", "config": {"name": "spiral"}}"#,
    #"{"class_name": "Dense", "config": {"name": "last", "units": 2}}"#)

  static let all = [
    dense, linear, lstm, maskedSimpleRNN, maskedLSTMSequences, statefulMasked, gruBefore,
    stackedRecurrent, bidirectional, bidirectionalLast, nested, nestedSequences, nestedBoth,
    distributedDense, cells, oneTimestep, unsupported,
  ]

  /// Those that read a sequence from its beginning and put out something for every prefix of it.
  static let pushable = [
    lstm, maskedSimpleRNN, maskedLSTMSequences, statefulMasked, gruBefore, stackedRecurrent, cells,
    distributedDense,
  ]
}
