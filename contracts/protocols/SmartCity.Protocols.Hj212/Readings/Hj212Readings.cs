using System.Globalization;
using System.Text;
using SmartCity.Protocols.Hj212.Factors;

namespace SmartCity.Protocols.Hj212.Readings;

/// <summary>
/// Turns the items of a data frame into measurements (HJ 212-2017 6.6.4). The fields of a factor may stand in any order
/// and in several groups; of a field that stands twice the last counts.
/// </summary>
public static class Hj212Readings
{
    /// <summary>The data of a frame; of a frame that carries none, an empty set.</summary>
    public static Hj212DataSet Read(in Hj212Frame frame) => Read(frame.Cn, frame.Items);

    /// <summary>The data of a packet, for instance one assembled of parts.</summary>
    public static Hj212DataSet Read(Hj212Packet packet) => Read(packet.Cn, new Hj212Items(Encoding.UTF8.GetBytes(packet.Cp)));

    private static Hj212DataSet Read(int cn, Hj212Items items)
    {
        var measurements = new OrderedDictionary<string, Hj212Measurement>();
        var states = new OrderedDictionary<(string, string), Hj212DeviceState>();
        DateTimeOffset? dataTime = null;
        foreach (Hj212Item item in items)
        {
            if (item.Name.SequenceEqual("DataTime"u8))
            {
                dataTime = Hj212Time.Parse(item.Value);
            }
            else if (item.Field.SequenceEqual("RS"u8) || item.Field.SequenceEqual("RT"u8))
            {
                var state = new Hj212DeviceState(Text(item.Code), Text(item.Field), Number(item.Value));
                states[(state.Device, state.Field)] = state;
            }
            else if (!item.Field.IsEmpty)
            {
                Apply(Of(measurements, Text(item.Code)), item);
            }
        }

        return new Hj212DataSet(cn, dataTime, [.. measurements.Values], [.. states.Values]);
    }

    private static Hj212Measurement Of(OrderedDictionary<string, Hj212Measurement> measurements, string sent)
    {
        string code = Hj212Factors.Modern(sent);
        if (!measurements.TryGetValue(code, out Hj212Measurement? measurement))
        {
            measurements[code] = measurement = new Hj212Measurement(code) { OldCode = code == sent ? null : sent };
        }

        return measurement;
    }

    private static void Apply(Hj212Measurement measurement, Hj212Item item)
    {
        string field = Text(item.Field);
        switch (field)
        {
            case "Flag":
                measurement.FlagText = Text(item.Value);
                measurement.Flag = Flag(item.Value);
                break;
            case "EFlag": measurement.EFlag = Text(item.Value); break;
            case "SampleTime" when Hj212Time.Parse(item.Value) is { } time: measurement.SampleTime = time; break;
            default:
                if (Number(item.Value) is not { } number || !ApplyNumber(measurement, field, number))
                {
                    measurement.Others = new Dictionary<string, string>(measurement.Others) { [field] = Text(item.Value) };
                }

                break;
        }
    }

    private static bool ApplyNumber(Hj212Measurement measurement, string field, decimal number)
    {
        switch (field)
        {
            case "Rtd": measurement.Rtd = number; return true;
            case "Avg": measurement.Avg = number; return true;
            case "Min": measurement.Min = number; return true;
            case "Max": measurement.Max = number; return true;
            case "Cou": measurement.Cou = number; return true;
            case "ZsRtd": measurement.ZsRtd = number; return true;
            case "ZsAvg": measurement.ZsAvg = number; return true;
            case "ZsMin": measurement.ZsMin = number; return true;
            case "ZsMax": measurement.ZsMax = number; return true;
            case "Data": measurement.Data = number; return true;
            case "DayData": measurement.DayData = number; return true;
            case "NightData": measurement.NightData = number; return true;
            default: return false;
        }
    }

    private static Hj212DataFlag Flag(ReadOnlySpan<byte> text) => text switch
    {
        [] => Hj212DataFlag.None,
        [(byte)'N'] => Hj212DataFlag.Normal,
        [(byte)'F'] => Hj212DataFlag.Stopped,
        [(byte)'M'] => Hj212DataFlag.Maintenance,
        [(byte)'S'] => Hj212DataFlag.Manual,
        [(byte)'D'] => Hj212DataFlag.Fault,
        [(byte)'C'] => Hj212DataFlag.Calibration,
        [(byte)'T'] => Hj212DataFlag.BeyondRange,
        [(byte)'B'] => Hj212DataFlag.CommunicationLost,
        _ => Hj212DataFlag.Other,
    };

    private static decimal? Number(ReadOnlySpan<byte> text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    private static string Text(ReadOnlySpan<byte> text) => ChineseText.Decode(text);
}
