using SmartCity.Contracts;

namespace SmartCity.EnvironmentMonitoring.Copies;

/// <summary>Who told an event, and when: positions of one home rise, and a later epoch is newer than any earlier one.</summary>
internal readonly record struct Told(string Home, long Epoch, long Position, DateTimeOffset Time)
{
    public static Told By(EventEnvelope envelope) => new(envelope.Origin, envelope.Epoch, envelope.OriginPosition, envelope.Time);

    public bool IsNewerThan(long epoch, long position) => Epoch != epoch ? Epoch > epoch : Position > position;
}
