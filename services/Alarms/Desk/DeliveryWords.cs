using SmartCity.Alarms.Notification;
using SmartCity.Desks;

namespace SmartCity.Alarms.Desk;

/// <summary>The words of notifications.</summary>
internal static class DeliveryWords
{
    public static Words State(DeliveryView delivery) => delivery.State switch
    {
        "delivered" => ("已送达", "Delivered"),
        "failed" => ("已放弃", "Given up"),
        "cancelled" => ("已取消（报警已处理）", "Cancelled: answered before"),
        _ => delivery.Attempts == 0 ? ("待发送", "Waiting") : ($"失败 {delivery.Attempts} 次，将重试", $"Failed {delivery.Attempts} times, will be tried again"),
    };

    public static Tone Tone(DeliveryView delivery) => delivery.State switch
    {
        "delivered" => Desks.Tone.Good,
        "failed" => Desks.Tone.Alarm,
        "cancelled" => Desks.Tone.Neutral,
        _ => delivery.Attempts == 0 ? Desks.Tone.Notice : Desks.Tone.Warning,
    };
}
