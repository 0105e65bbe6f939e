using System.Buffers;
using System.Text.Json;

namespace SmartCity.Contracts.Federation;

/// <summary>
/// Events of one lane on their way between nodes, in two media types. Both carry, beside the event's own attributes, its
/// <c>position</c> in the sender's log and, instead of an instant of validity, the time left when sent (<c>validforms</c>,
/// milliseconds), so that clocks that disagree cannot make an old command look fresh.
/// </summary>
public static class EventBatch
{
    /// <summary>Media type of the length-prefixed binary form; see <see cref="BinaryBatch"/>.</summary>
    public const string Binary = "application/vnd.smart-hengyang.batch";

    /// <summary>Media type of CloudEvents 1.0 JSON batches.</summary>
    public const string Json = "application/cloudevents-batch+json";

    /// <summary>The most events of a batch.</summary>
    public const int MaxEvents = 4000;

    /// <summary>The most bytes of a batch that is written; one event always fits.</summary>
    public const int MaxBytes = 2 << 20;

    /// <summary>The formats of this build, best first.</summary>
    public static IReadOnlyList<string> Formats { get; } = [Binary, Json];

    /// <summary>Writes a batch.</summary>
    public static void Write(IBufferWriter<byte> output, string format, IReadOnlyList<EventEnvelope> events, DateTimeOffset now)
    {
        if (format == Binary)
            BinaryBatch.Write(output, events, now);
        else
            JsonBatch.Write(output, events, now);
    }

    /// <summary>Reads a batch; null and the reason when it is not one. Never throws on input.</summary>
    /// <param name="input">The whole body.</param>
    /// <param name="format">Its media type.</param>
    /// <param name="lane">The lane it came on; every event gets it.</param>
    /// <param name="now">When it was received: validity counts from here.</param>
    /// <param name="mistake">What is wrong, and where.</param>
    public static IReadOnlyList<EventEnvelope>? Read(ReadOnlyMemory<byte> input, string? format, Lane lane, DateTimeOffset now, out string? mistake)
    {
        try
        {
            mistake = null;
            if (format == Binary)
                return BinaryBatch.Read(input, lane, now);
            if (format == Json)
                return JsonBatch.Read(input, lane, now);
            mistake = $"the media type is {format}; expected {Binary} or {Json}";
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or OverflowException or ArgumentException)
        {
            mistake = exception.Message;
        }
        return null;
    }
}
