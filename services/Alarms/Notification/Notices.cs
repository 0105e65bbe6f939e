using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SmartCity.Alarms.Duty;
using SmartCity.Alarms.Records;
using SmartCity.Contracts;
using SmartCity.Contracts.Codes;
using SmartCity.Kernel.Hosting;

namespace SmartCity.Alarms.Notification;

/// <summary>Writes the notifications of a step of the duty list.</summary>
internal sealed class Notices(IOptions<AlarmsOptions> options, NodeInfo node)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The notifications of a step, to be committed with it.</summary>
    /// <param name="alarm">The alarm after the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="person">Who is told; null for nobody.</param>
    /// <param name="happened">The event that tells of the step: what webhooks get.</param>
    /// <param name="now">When.</param>
    public IEnumerable<Delivery> Of(Alarm alarm, int step, DutyEntry? person, IEvent happened, DateTimeOffset now)
    {
        foreach (var hook in options.Value.Webhooks.Where(hook => Wants(hook, alarm, step)))
            yield return Make(hook.Name, null, CloudEvent($"{alarm.Id}.{step}", happened, now));
        if (options.Value.Mail is { Host: not null } mail && step >= mail.FromStep && person?.Mail is { } address)
            yield return Make(Delivery.Mail, address, Letter(alarm, step, person, now));

        Delivery Make(string target, string? address, string body) => new()
        {
            Id = Guid.CreateVersion7(now).ToString("N"), AlarmId = alarm.Id, Division = alarm.Division, Step = step, Target = target, Address = address,
            Title = $"【{(alarm.Severity == Severity.Emergency ? "紧急" : "报警")}】{alarm.Title}", Body = body, Due = now, MadeAt = now,
        };
    }

    /// <summary>A notification by which a target is tried.</summary>
    public Delivery Test(string target, string? address, IEvent happened, string division, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        return new()
        {
            Id = id, Division = division, Target = target, Address = address, Title = $"测试通知 Test of {node.Name}", Due = now, MadeAt = now,
            Body = address is null ? CloudEvent("test." + id, happened, now) : $"这是 {node.Name} 的测试通知，无须处理。\nThis is a test of {node.Name}; nothing is to be done.\n",
        };
    }

    private static bool Wants(WebhookTarget hook, Alarm alarm, int step) =>
        step >= hook.FromStep && (!hook.EmergencyOnly || alarm.Severity == Severity.Emergency) && (hook.Divisions.Count == 0 || hook.Divisions.Contains(alarm.Division));

    // The id is the notification's: a receiver that gets it twice knows it again.
    private string CloudEvent(string id, IEvent happened, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EventJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion"u8, "1.0"u8);
            writer.WriteString("id"u8, id);
            writer.WriteString("source"u8, $"/{node.Id}/{AlarmsModule.RouteName}");
            writer.WriteString("type"u8, EventTypes.Of(happened.GetType()).Name);
            writer.WriteString("subject"u8, happened.Subject);
            writer.WriteString("time"u8, now);
            writer.WriteString("datacontenttype"u8, EventEnvelope.Json);
            writer.WriteString("division"u8, happened.Division);
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(EventJson.Write(happened), skipInputValidation: true);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private string Letter(Alarm alarm, int step, DutyEntry person, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"""
        {person.Name}：

        {alarm.Title}
        {alarm.TitleEnglish}

        级别：{(alarm.Severity == Severity.Emergency ? "紧急" : "报警")}
        区划：{Divisions.Find(alarm.Division)?.Name ?? alarm.Division}（{alarm.Division}）
        发生：{alarm.OccurredAt.ToOffset(Beijing):yyyy-MM-dd HH:mm:ss}
        通知：第 {step} 步，{now.ToOffset(Beijing):yyyy-MM-dd HH:mm:ss}
        请在 {alarm.Due?.ToOffset(Beijing):HH:mm:ss} 前在{node.Name}的指挥中心确认，否则将通知下一值班人员。

        报警编号：{alarm.Id}

        """);
}
