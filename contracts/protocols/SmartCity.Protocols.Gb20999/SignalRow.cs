using System.Collections.Immutable;

namespace SmartCity.Protocols.Gb20999;

/// <summary>
/// Values of one row of one table, gathered from a message: what a report of a stage, a detector, an alarm or a fault is
/// made of. Single values are a row 0.
/// </summary>
/// <param name="Class">Data class.</param>
/// <param name="Object">Object of the class.</param>
/// <param name="Element">Row, from 1; 0 for single values.</param>
/// <param name="Values">Values by the English name of the attribute; only those of known attributes.</param>
/// <param name="Unknown">Values of attributes we do not know, as sent.</param>
public sealed record SignalRow(
    byte Class, byte Object, byte Element, ImmutableDictionary<string, SignalValue> Values, ImmutableArray<DataValue> Unknown)
{
    /// <summary>The rows of a message in the order of their first value; an error answer has none.</summary>
    public static ImmutableArray<SignalRow> Of(SignalMessage message) =>
        message.Header.Type is FrameType.QueryError or FrameType.SetError
            ? []
            : [.. message.Values.GroupBy(value => (value.Address.Class, value.Address.Object, value.Address.Element)).Select(Row)];

    /// <summary>A number or code of the row; null when it is absent or no number.</summary>
    public long? Number(string name) => (Values.GetValueOrDefault(name) as NumberValue)?.Number;

    /// <summary>A time of the row, of the controller's clock; null when it is absent or none.</summary>
    public DateTime? Time(string name) => (Values.GetValueOrDefault(name) as TimeValue)?.Time;

    private static SignalRow Row(IGrouping<(byte Class, byte Object, byte Element), DataValue> group)
    {
        var values = ImmutableDictionary.CreateBuilder<string, SignalValue>();
        var unknown = ImmutableArray.CreateBuilder<DataValue>();
        foreach (DataValue value in group)
        {
            if (ObjectCatalogue.Find(value.Address) is { } definition)
            {
                values[definition.Name] = SignalValues.Read(definition, value.Value.AsSpan());
            }
            else
            {
                unknown.Add(value);
            }
        }

        return new SignalRow(group.Key.Class, group.Key.Object, group.Key.Element, values.ToImmutable(), unknown.ToImmutable());
    }
}
