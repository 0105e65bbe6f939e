using SmartCity.Protocols.Hj212;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>A good frame, and when it came.</summary>
internal sealed record Inbound(Hj212Packet Packet, DateTimeOffset? QnTime, DateTimeOffset? DataTime, Hj212Deviations Deviations, DateTimeOffset Received, int Bytes);
