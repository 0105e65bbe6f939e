namespace SmartCity.Contracts.CityManagement;

/// <summary>派遣: the command centre gave the case to somebody; the clock of the limit starts.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Responsible">Id of the person or department responsible.</param>
/// <param name="ResponsibleName">What people call them.</param>
/// <param name="ResponsibleKind"><c>person</c> or <c>department</c>.</param>
/// <param name="Limit">The limit in words, for example 4 工作时.</param>
/// <param name="LimitUnit"><c>workingHours</c>, <c>workingDays</c>, <c>naturalHours</c> or <c>naturalDays</c>.</param>
/// <param name="LimitAmount">The limit in that unit.</param>
/// <param name="Deadline">Until when it is to be dealt with.</param>
/// <param name="Note">Remark; null for none.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-dispatched.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseDispatched(string CaseId, string Division, int Step, string Responsible, string ResponsibleName, string ResponsibleKind, string Limit, string LimitUnit, decimal LimitAmount, DateTimeOffset Deadline, string? Note, string By, DateTimeOffset At) : ICaseStep;

/// <summary>退单: who it was given to gave it back; it waits to be dispatched again.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-returned.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseReturned(string CaseId, string Division, int Step, string Reason, string By, DateTimeOffset At) : ICaseStep;

/// <summary>处置: it was dealt with, and waits to be verified.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Result">What was done.</param>
/// <param name="Evidence">References to photographs and the like.</param>
/// <param name="InTime">Whether within the limit.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-handled.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseHandled(string CaseId, string Division, int Step, string Result, IReadOnlyList<string> Evidence, bool InTime, string By, DateTimeOffset At) : ICaseStep;

/// <summary>挂账: it cannot be dealt with for the time being; the clock stands still.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="RemainingTicks">What was left of the limit: ticks of the limit's unit, 10,000,000 a second; a working day counts as 24 hours of them.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-suspended.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseSuspended(string CaseId, string Division, int Step, string Reason, long RemainingTicks, string By, DateTimeOffset At) : ICaseStep;

/// <summary>恢复: a suspension ended; the clock goes on.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Deadline">The new deadline.</param>
/// <param name="Note">Remark; null for none.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-resumed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseResumed(string CaseId, string Division, int Step, DateTimeOffset Deadline, string? Note, string By, DateTimeOffset At) : ICaseStep;

/// <summary>延期: the deadline was moved.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Deadline">The new deadline.</param>
/// <param name="Reason">Why, in the words of whoever did it.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-postponed.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CasePostponed(string CaseId, string Division, int Step, DateTimeOffset Deadline, string Reason, string By, DateTimeOffset At) : ICaseStep;

/// <summary>超期: the deadline passed and the case is not dealt with. Told once for a deadline.</summary>
/// <param name="CaseId">Id of the case.</param>
/// <param name="Division">GB/T 2260 code of the case's division.</param>
/// <param name="Step">Number of the step.</param>
/// <param name="Deadline">The deadline that passed.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
[EventType("city-management.case-overdue.v1", Lane.Normal, Travels = Travels.Up)]
public sealed record CaseOverdue(string CaseId, string Division, int Step, DateTimeOffset Deadline, string By, DateTimeOffset At) : ICaseStep;
