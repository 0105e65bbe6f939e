using Microsoft.Extensions.Logging;
using Orleans;
using SmartCity.EnvironmentMonitoring.Readings;
using SmartCity.EnvironmentMonitoring.Stations;
using SmartCity.Protocols.Hj212;
using SmartCity.Protocols.Hj212.Readings;

namespace SmartCity.EnvironmentMonitoring.Listener;

/// <summary>Deals with the frames of a line: what is to be stored is stored, then what asked for an answer gets it, in order.</summary>
internal sealed class FrameDesk(LineServices services, ReadingCommitter committer, StationInitialiser initialiser, AutoRegistration registration, ILogger<FrameDesk> logger)
{
    /// <summary>Takes what one read of a line brought.</summary>
    public async Task HandleAsync(Hj212Line line, IReadOnlyList<Inbound> frames, CancellationToken cancellation)
    {
        var drafts = new List<Draft>();
        var messages = new List<StationMessage>();
        var answers = new List<(Station Station, Hj212Packet Packet)>();
        foreach (var inbound in frames)
            if (await AdmittedAsync(line, inbound) is { } station)
                Sort(line, station, inbound, drafts, messages, answers);
        if (drafts.Count + messages.Count > 0 && !await StoredAsync(drafts, messages, cancellation))
            return;
        foreach (var (station, packet) in answers)
            await line.SendAsync(packet, station.Crc == Hj212CrcVariant.Modbus ? Hj212CrcVariant.Modbus : Hj212CrcVariant.Standard, cancellation);
        foreach (var mn in frames.Select(inbound => inbound.Packet.Mn).Distinct())
            if (services.Book.Find(mn) is { } station && services.Sessions.Find(mn)?.Line == line)
                initialiser.Consider(station, line, cancellation);
    }

    private async Task<Station?> AdmittedAsync(Hj212Line line, Inbound inbound)
    {
        var packet = inbound.Packet;
        var station = services.Book.Find(packet.Mn) ?? await registration.TryAsync(packet, line.Remote);
        if (station is null)
        {
            services.Sessions.Met(packet.Mn, line.Remote, packet.St, inbound.Received);
            return null;
        }
        var session = services.Sessions.Of(station.Mn);
        if (station.ChecksPassword && packet.Pw != station.Password)
        {
            session.Bad.Add("wrong-password", System.Text.Encoding.UTF8.GetBytes(packet.Cp), line.Remote, inbound.Received);
            return null;
        }
        if (!line.Stations.Contains(station.Mn) && (line.Stations.Count >= services.Options.Lines.MostStationsPerLine || !line.Stations.Add(station.Mn)))
        {
            line.Close("too many stations call on one line");
            return null;
        }
        session.Line = line;
        session.Count(inbound.Deviations, inbound.Received);
        line.Prove();
        return station;
    }

    private void Sort(Hj212Line line, Station station, Inbound inbound, List<Draft> drafts, List<StationMessage> messages, List<(Station, Hj212Packet)> answers)
    {
        var packet = inbound.Packet;
        var session = services.Sessions.Of(station.Mn);
        var answered = session.Exchange?.Take(packet) == true;
        var peer = new Hj212Peer(packet.Mn, packet.Pw, station.SystemCode, packet.Edition);
        if (packet.Cn is Hj212Cn.RequestAcknowledgement or Hj212Cn.ExecutionResult or Hj212Cn.NotificationAcknowledgement or Hj212Cn.DataAcknowledgement)
            return;
        if (ReadingKinds.Of(packet.Cn) is { } kind)
        {
            if (Drafting.Of(station, kind, Hj212Readings.Read(packet), Time(line, inbound), inbound.Received, services.Options) is { } draft)
            {
                drafts.Add(draft);
                initialiser.Compare(session, draft);
            }
        }
        else if (HostOnly(packet.Cn))
        {
            // Only a host says this. It is told so, and nothing else comes of it.
            if (packet.WantsAnswer)
                answers.Add((station, peer.AcknowledgeRequest(packet.Qn, Hj212RequestReturn.WrongCn)));
            return;
        }
        else if (packet.Cn == Hj212Cn.AskClock)
        {
            session.ClockSetAt = null;
            initialiser.ClockIsAskedFor(session);
        }
        else if (!answered && packet.Cp.Length > 0)
        {
            messages.Add(new StationMessage { Mn = station.Mn, Cn = packet.Cn, Qn = packet.Qn?.Replace("\0", "", StringComparison.Ordinal) ?? "", Received = inbound.Received, Cp = packet.Cp.Replace("\0", "", StringComparison.Ordinal) });
            if (packet.Cn == Hj212Cn.Restarted)
                session.InitialisedAt = null;
        }
        if (packet.WantsAnswer)
            answers.Add((station, packet.Cn == Hj212Cn.AskClock ? peer.AcknowledgeNotification(packet.Qn) : peer.AcknowledgeData(packet.Qn)));
    }

    private static DateTimeOffset Time(Hj212Line line, Inbound inbound) =>
        (inbound.Packet.IsSplit ? line.SplitTime(inbound) : inbound.DataTime) ?? inbound.QnTime ?? inbound.Received;

    private static bool HostOnly(int cn) => cn is Hj212Cn.SetTimeouts or Hj212Cn.SetClock or Hj212Cn.SetRealtimeInterval or Hj212Cn.SetMinuteInterval
        or Hj212Cn.SetPassword or Hj212Cn.StopRealtime or 2022 or 3011 or 3012 or 3013 or 3014 or 3016 or Hj212Cn.SetSiteParameter;

    private async Task<bool> StoredAsync(List<Draft> drafts, List<StationMessage> messages, CancellationToken cancellation)
    {
        try
        {
            await committer.SubmitAsync(drafts, messages, cancellation);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Not stored, so not acknowledged: the station keeps it and sends it again. The committer has logged why.
            EnvironmentMonitoringLog.NotAcknowledged(logger, drafts.Count + messages.Count, exception.Message);
            return false;
        }
    }
}
